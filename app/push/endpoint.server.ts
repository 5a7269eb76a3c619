import { lookup } from 'node:dns'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'

/** Those of the push services in use have some hundred. */
const MAX_CHARACTERS = 1_000

/** What is no address of a host on the open internet (RFC 6890). */
const NOT_OPEN_V4 = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [address, bits] = network.split('/')
  NOT_OPEN_V4.addSubnet(address!, Number(bits))
}

/** Of IPv6 only 2000::/3 is routed; in it, these stand for IPv4 addresses, or for examples. */
const GLOBAL_V6 = new BlockList()
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6')
const NOT_OPEN_V6 = new BlockList()
NOT_OPEN_V6.addSubnet('2001::', 23, 'ipv6')
NOT_OPEN_V6.addSubnet('2001:db8::', 32, 'ipv6')
NOT_OPEN_V6.addSubnet('2002::', 16, 'ipv6')

/** Whether anybody on the internet could reach this address, so that reaching it for a stranger betrays nothing. */
export function isOpenAddress(address: string): boolean {
  if (!isIPv6(address)) return isIP(address) === 4 && !NOT_OPEN_V4.check(address)
  return GLOBAL_V6.check(address, 'ipv6') && !NOT_OPEN_V6.check(address, 'ipv6')
}

/**
 * The endpoint of a subscription as it may be sent to, or null. A browser says where to, so whoever is logged in could
 * name any address: it must be a named host's HTTPS, or at an origin that the operator has named.
 */
export function readEndpoint(text: string, ownOrigins: readonly string[]): string | null {
  if (text.length > MAX_CHARACTERS || !URL.canParse(text)) return null
  const { href, origin, protocol, hostname, port, username, password } = new URL(text)
  if (username || password) return null
  if (ownOrigins.includes(origin)) return href
  const isNamed = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  return protocol === 'https:' && port === '' && isNamed ? href : null
}

/** Resolves a name to open addresses alone: a name that was harmless yesterday may lead into this network today. */
export const lookUpOpen: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const open = addresses.filter(({ address }) => isOpenAddress(address))
    const [first] = open
    if (!first) return callback(new Error('A push service at an address that is not open'), [])
    if (options.all) return callback(null, open)
    callback(null, first.address, first.family)
  })
}
