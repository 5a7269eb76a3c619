import { expect, test } from 'vitest'
import { isOpenAddress, lookUpOpen, readEndpoint } from '~/push/endpoint.server'

test.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/abc',
  'https://db5p.notify.windows.com/w/?token=abc',
])('a push service of browsers is written to: %s', (endpoint) => {
  expect(readEndpoint(endpoint, [])).toBe(endpoint)
})

test.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'https://fcm.googleapis.com:8443/abc',
  'https://user:word@fcm.googleapis.com/abc',
  'https://127.0.0.1/abc',
  'https://0x7f.1/abc',
  'https://2130706433/abc',
  'https://[::1]/abc',
  'https://[::ffff:10.0.0.1]/abc',
  'https://8.8.8.8/abc',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'nonsense',
  '',
  `https://push.example/${'a'.repeat(1_000)}`,
])('nothing else is: %s', (endpoint) => {
  expect(readEndpoint(endpoint, [])).toBe(null)
})

test('the operator may name one in their own network', () => {
  const own = ['http://10.0.0.5:8080']
  expect(readEndpoint('http://10.0.0.5:8080/abc', own)).toBe('http://10.0.0.5:8080/abc')
  expect(readEndpoint('http://10.0.0.5:8081/abc', own)).toBe(null)
  expect(readEndpoint('http://user@10.0.0.5:8080/abc', own)).toBe(null)
})

test.each([
  ['8.8.8.8', true],
  ['172.32.0.1', true],
  ['2a00:1450:4001:80b::200a', true],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['fc00::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
  ['nonsense', false],
])('%s is open: %s', (address, isOpen) => {
  expect(isOpenAddress(address)).toBe(isOpen)
})

test('a name that leads into this network leads nowhere', async () => {
  for (const all of [true, false]) {
    const error = await new Promise((resolve) => lookUpOpen('localhost', { all }, (error) => resolve(error)))
    expect(error).toMatchObject({ message: 'A push service at an address that is not open' })
  }
})
