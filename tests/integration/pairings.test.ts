import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  confirmedPairing,
  confirmPairing,
  drawPairing,
  PAIRING_LASTS_MS,
  pairingsUnderWay,
  shownPairing,
  usePairing,
} from '~/auth/pairings.server'
import { openDatabase } from '~/db/client.server'
import { pairings } from '~/db/schema/rooms'
import { freshDatabase } from '../support/database'

const { db, address } = await freshDatabase()
const NOW_MS = 1_800_000_000_000
const ROOM = 'ABCD2345'

test('a code that is shown by one node is confirmed by another, and taken up by a third', async () => {
  const other = openDatabase(address)
  const screen = randomUUID()
  const { code } = await drawPairing(db, screen, NOW_MS)
  expect(await shownPairing(other, screen, NOW_MS)).toMatchObject({ code })
  expect(await confirmPairing(other, code, ROOM, NOW_MS)).toBe(true)
  expect(await pairingsUnderWay(db, ROOM, NOW_MS)).toBe(1)
  expect(await confirmedPairing(db, screen, NOW_MS)).toEqual({ code, roomCode: ROOM })
  await usePairing(other, code)
  expect(await confirmedPairing(db, screen, NOW_MS)).toBeNull()
  expect(await pairingsUnderWay(db, ROOM, NOW_MS)).toBe(0)
  await other.$client.end()
})

test('of many hosts who type one code at once, one is heard', async () => {
  const { code } = await drawPairing(db, randomUUID(), NOW_MS)
  const words = Array.from({ length: 20 }, (_, index) => confirmPairing(db, code, `ROOM${index}`, NOW_MS))
  expect((await Promise.all(words)).filter(Boolean)).toHaveLength(1)
})

test('a code counts to its last millisecond and not beyond', async () => {
  const { code } = await drawPairing(db, randomUUID(), NOW_MS)
  expect(await confirmPairing(db, code, ROOM, NOW_MS + PAIRING_LASTS_MS)).toBe(false)
  expect(await confirmPairing(db, code, ROOM, NOW_MS + PAIRING_LASTS_MS - 1)).toBe(true)
})

test('nobody else’s screen is told of a confirmed code', async () => {
  const { code } = await drawPairing(db, randomUUID(), NOW_MS)
  await confirmPairing(db, code, ROOM, NOW_MS)
  expect(await confirmedPairing(db, randomUUID(), NOW_MS)).toBeNull()
})

test('a hundred screens at once have a hundred codes, and what has expired is cleared away', async () => {
  const muchLaterMs = NOW_MS + 100 * PAIRING_LASTS_MS
  const draws = Array.from({ length: 100 }, () => drawPairing(db, randomUUID(), muchLaterMs))
  const codes = (await Promise.all(draws)).map(({ code }) => code)
  expect(new Set(codes).size).toBe(100)
  expect(await db.$count(pairings)).toBe(100)
})
