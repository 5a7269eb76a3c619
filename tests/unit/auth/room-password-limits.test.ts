import { expect, test } from 'vitest'
import { Limits } from '~/auth/limits.server'

const HOME = '192.0.2.7'
const TRIES_PER_ADDRESS = 10
const TRIES_PER_ROOM = 50

async function tryWrongly(limits: Limits, address: string, roomId: string, times: number) {
  for (let tried = 0; tried < times; tried++) await limits.countWrongRoomPassword(address, roomId)
}

test('a household that mistypes one room’s password keeps its way into the others', async () => {
  const limits = new Limits()
  await tryWrongly(limits, HOME, 'film', TRIES_PER_ADDRESS)
  expect(await limits.roomPasswordGuessing(HOME, 'film')).toEqual({ retryAfterS: 300 })
  expect(await limits.roomPasswordGuessing(HOME, 'series')).toBeNull()
  expect(await limits.roomPasswordGuessing('192.0.2.8', 'film')).toBeNull()
})

test('an IPv6 network counts as one address', async () => {
  const limits = new Limits()
  await tryWrongly(limits, '2001:db8::1', 'film', TRIES_PER_ADDRESS)
  expect(await limits.roomPasswordGuessing('2001:db8::2', 'film')).not.toBeNull()
  expect(await limits.roomPasswordGuessing('2001:db8:0:1::1', 'film')).toBeNull()
})

test('many addresses together try out one room no faster than a few', async () => {
  const limits = new Limits()
  for (let address = 0; address < TRIES_PER_ROOM; address++) {
    expect(await limits.roomPasswordGuessing(HOME, 'film')).toBeNull()
    await limits.countWrongRoomPassword(`198.51.100.${address}`, 'film')
  }
  expect(await limits.roomPasswordGuessing(HOME, 'film')).toEqual({ retryAfterS: 600 })
  expect(await limits.roomPasswordGuessing(HOME, 'series')).toBeNull()
})
