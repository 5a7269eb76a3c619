import { BlockList, isIPv6 } from 'node:net'
import { networkOf } from '~/auth/limits.server'

/** Addresses that only a network's own devices have: whoever reaches us by one is in this house. */
const HOME = new BlockList()
HOME.addSubnet('10.0.0.0', 8)
HOME.addSubnet('172.16.0.0', 12)
HOME.addSubnet('192.168.0.0', 16)
HOME.addSubnet('169.254.0.0', 16)
HOME.addSubnet('127.0.0.0', 8)
HOME.addSubnet('fc00::', 7, 'ipv6')
HOME.addSubnet('fe80::', 10, 'ipv6')
HOME.addAddress('::1', 'ipv6')

/** Where a device probably is, by the address it is seen at: devices of one place may be heard in one room. */
export function placeOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!
  return HOME.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4') ? 'home' : networkOf(plain)
}
