import { expect, test } from 'vitest'
import { placeOf } from '../../server/direct/place'

test('all private addresses are one place', () => {
  const home = [
    '192.168.1.7',
    '10.0.0.3',
    '172.31.255.1',
    '169.254.1.1',
    '127.0.0.1',
    '::1',
    '::ffff:192.168.1.9',
  ]
  for (const address of [...home, 'fd00::7', 'fe80::1%eth0'])
    expect([address, placeOf(address)]).toEqual([address, 'home'])
})

test('a public address is its own place, an IPv6 one its /64', () => {
  expect(placeOf('203.0.113.9')).toBe('203.0.113.9')
  expect(placeOf('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(placeOf('172.32.0.1')).not.toBe('home')
  expect(placeOf('2001:db8:1:2::1')).toBe(placeOf('2001:db8:1:2:ffff::7'))
  expect(placeOf('2001:db8:1:2::1')).not.toBe(placeOf('2001:db8:1:3::1'))
})

test('those who share a carrier or a tunnel are not neighbours', () => {
  expect(placeOf('100.64.0.1')).not.toBe(placeOf('100.64.0.2'))
})

test('what is no address is a place of its own', () => {
  expect(placeOf('unknown')).toBe('unknown')
})
