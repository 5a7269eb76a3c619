import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeviceReport } from '~/domain/playback/device'
import type { BusMessage } from '~/sync/bus/bus'
import { DeviceBook } from '~/sync/devices/device-book.server'
import type { DevicesTold } from '~/sync/frames'
import { LEASE_MS } from '~/sync/presence.server'
import { ChaosNet } from '../support/chaos-bus'

const ROOM = 'room'

let net: ChaosNet
let books: DeviceBook[]
let carried: BusMessage[]

beforeEach(() => {
  vi.useFakeTimers()
  net = new ChaosNet(1, { lose: 0, repeat: 0, maxDelayMs: 5 })
  books = []
  carried = []
  net.join().subscribe((message) => carried.push(message))
})
afterEach(() => {
  for (const book of books) book.close()
  vi.useRealTimers()
})

/** A node's book; `others` says whether other nodes have people in the room. */
function openBook(others = true) {
  const changes: string[] = []
  const news: DevicesTold[] = []
  const book = new DeviceBook({
    bus: net.join(),
    nodeId: `node ${books.length}`,
    roomNowMs: () => performance.now(),
    othersServe: () => others,
    onChange: (roomId) => changes.push(roomId),
    onNews: (_, told) => news.push(told),
  })
  books.push(book)
  return { book, changes, news }
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)

const playing: DeviceReport = {
  state: 'in-sync',
  errorMs: 1,
  delayMs: 20,
  startCostMs: 15,
  readyItemId: 'ode',
  nextReadyItemId: null,
  seq: 7,
}

const word = (memberId: string, report: Partial<DeviceReport> = {}, place = 'home', deviceId = 'phone') => ({
  memberId,
  deviceId,
  place,
  report: { ...playing, ...report },
})

test('[T8] devices that sound in one place are together; those that are off or elsewhere are not', () => {
  const { book } = openBook()
  book.hear(ROOM, word('alex'))
  expect(book.areTogether(ROOM, 'home')).toBe(false)
  book.hear(ROOM, word('kim', {}, '203.0.113.9'))
  book.hear(ROOM, word('mina', { state: 'blocked' }))
  expect(book.areTogether(ROOM, 'home')).toBe(false)
  book.hear(ROOM, word('alex', {}, 'home', 'laptop'))
  expect(book.areTogether(ROOM, 'home')).toBe(true)
  expect(book.areTogether(ROOM, '203.0.113.9')).toBe(false)
  // The same device again is no other one, and it may go elsewhere.
  book.hear(ROOM, word('alex', {}, '198.51.100.1', 'laptop'))
  expect([book.areTogether(ROOM, 'home'), book.areTogether(ROOM, '198.51.100.1')]).toEqual([false, false])
  book.hear(ROOM, word('mina', { state: 'idle' }))
  expect(book.areTogether(ROOM, 'home')).toBe(true)
  book.hear(ROOM, word('mina', { state: 'off' }))
  expect(book.areTogether(ROOM, 'home')).toBe(false)
})

test('a device that is silent for its lease is forgotten, and so is one whose member has gone', () => {
  const { book, changes } = openBook()
  book.hear(ROOM, word('alex'))
  pass(LEASE_MS - 1_000)
  book.hear(ROOM, word('kim'))
  expect(book.sounding(ROOM)).toHaveLength(2)
  pass(6_000)
  expect(book.sounding(ROOM)?.map(({ memberId }) => memberId)).toEqual(['kim'])
  changes.length = 0
  book.keepOnly(ROOM, new Set(['alex']))
  expect(book.told(ROOM)).toEqual({ byMember: {}, counts: {} })
  pass(100)
  expect(changes).toEqual([ROOM])
})

test('[T3] the lead is that of the devices that sound', () => {
  const { book } = openBook()
  expect(book.leadMs(ROOM)).toBe(60)
  book.hear(ROOM, word('alex', { delayMs: 120 }))
  book.hear(ROOM, word('kim', { delayMs: 400, state: 'off' }))
  book.hear(ROOM, word('mina', { delayMs: 30_000 }))
  book.hear(ROOM, word('robin', { delayMs: null }))
  expect(book.leadMs(ROOM)).toBe(150)
})

test('[T10] a device stalls from when it first said so until it says otherwise', () => {
  const { book } = openBook()
  const since = () => book.sounding(ROOM)?.[0]?.stalledSinceMs
  book.hear(ROOM, word('alex', { state: 'stalled' }))
  const firstMs = performance.now()
  pass(1_000)
  book.hear(ROOM, word('alex', { state: 'stalled' }))
  expect(since()).toBe(firstMs)
  book.hear(ROOM, word('alex'))
  expect(since()).toBeNull()
})

test('hosts hear at most once a second, and not of numbers that flicker', () => {
  const { book, news } = openBook()
  book.hear(ROOM, word('alex', { errorMs: 4 }))
  pass(50)
  expect(news).toEqual([
    { byMember: { alex: { state: 'in-sync', errorMs: 4, delayMs: 20 } }, counts: { 'in-sync': 1 } },
  ])
  for (let count = 0; count < 20; count++) {
    book.hear(ROOM, word('alex', { errorMs: 4 + (count % 2) }))
    pass(500)
  }
  expect(news).toHaveLength(1)
  for (let count = 0; count < 20; count++) {
    book.hear(ROOM, word('alex', { errorMs: count * 10 }))
    pass(100)
  }
  expect(news.length).toBeGreaterThan(2)
  expect(news.length).toBeLessThanOrEqual(4)
})

test('of a member’s devices hosts see the one that is worst off', () => {
  const { book } = openBook()
  book.hear(ROOM, word('alex', {}, 'home', 'phone'))
  book.hear(ROOM, word('alex', { state: 'stalled', errorMs: null }, 'home', 'laptop'))
  expect(book.told(ROOM)).toEqual({
    byMember: { alex: { state: 'stalled', errorMs: null, delayMs: 20 } },
    counts: { 'in-sync': 1, stalled: 1 },
  })
})

test('in a room of thousands hosts see the hundred worst, and how many there are of each', () => {
  const { book } = openBook()
  for (let count = 0; count < 3_000; count++)
    book.hear(ROOM, word(`guest ${count}`, { errorMs: count / 100 }))
  book.hear(ROOM, word('kim', { state: 'stalled' }))
  const { byMember, counts } = book.told(ROOM)
  expect(Object.keys(byMember)).toHaveLength(100)
  expect([byMember.kim?.state, byMember['guest 2999']?.errorMs]).toEqual(['stalled', 30])
  expect(counts).toEqual({ 'in-sync': 3_000, stalled: 1 })
})

test('a page that calls itself something new each time fills no memory', () => {
  const { book } = openBook()
  for (let count = 0; count < 100; count++) book.hear(ROOM, word('alex', {}, 'home', `device ${count}`))
  expect(book.sounding(ROOM)).toHaveLength(8)
})

test('what is ready here is known on other nodes within a second, and stays so while it is said again', () => {
  const [here, there] = [openBook(), openBook()]
  expect(there.book.sounding(ROOM)).toBeNull()
  here.book.hear(ROOM, word('alex', { readyItemId: null }))
  pass(100)
  expect(there.book.sounding(ROOM)?.[0]?.readyItemId).toBeNull()
  here.book.hear(ROOM, word('alex'))
  pass(1_000)
  expect(there.book.sounding(ROOM)?.[0]?.readyItemId).toBe('ode')
  expect(there.changes.length).toBeGreaterThan(1)
  for (let count = 0; count < 60; count++) {
    here.book.hear(ROOM, word('alex'))
    pass(1_000)
  }
  expect(there.book.sounding(ROOM)).toHaveLength(1)
  expect(there.book.leadMs(ROOM)).toBe(60)
  here.book.close()
  pass(LEASE_MS + 6_000)
  expect(there.book.told(ROOM).counts).toEqual({})
})

test('a room of its own costs the bus nothing', () => {
  const { book } = openBook(false)
  expect(book.sounding(ROOM)).toEqual([])
  book.hear(ROOM, word('alex'))
  pass(30_000)
  expect(carried).toEqual([])
})

test('a busy room says at most a message a second for sixteen devices, each small enough for the bus', () => {
  const { book } = openBook()
  const uuid = '00000000-0000-4000-8000-000000000000'
  for (let round = 0; round < 100; round++) {
    for (let count = 0; count < 48; count++) {
      const given = { errorMs: -round * 10.123456789, readyItemId: uuid, nextReadyItemId: uuid, seq: 1e6 }
      book.hear(ROOM, word(uuid.slice(0, -4) + (1_000 + count), given, '2001:db8:1:2', uuid))
    }
    pass(100)
  }
  const messages = carried.filter(({ type }) => type === 'devices')
  expect(messages.length).toBeGreaterThan(20)
  // Ten seconds of three parts, and two renewals.
  expect(messages.length).toBeLessThanOrEqual(3 * 13)
  for (const message of messages) expect(JSON.stringify(message).length).toBeLessThan(7_900)
})

test('a crowd at another node is known by its figures and its worst', () => {
  const [here, there] = [openBook(), openBook()]
  for (let count = 0; count < 300; count++) here.book.hear(ROOM, word(`guest ${count}`, { delayMs: 200 }))
  here.book.hear(ROOM, word('kim', { state: 'stalled', readyItemId: null }))
  there.book.hear(ROOM, word('alex', { delayMs: 5 }))
  pass(2_000)
  const { byMember, counts } = there.book.told(ROOM)
  expect(counts).toEqual({ 'in-sync': 301, stalled: 1 })
  expect([byMember.kim?.state, Object.keys(byMember).length]).toEqual(['stalled', 17])
  expect(there.book.leadMs(ROOM)).toBe(230)
})
