import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LEASE_MS, NAMED_UP_TO, PresenceBook } from '~/sync/presence.server'
import { ChaosNet } from '../support/chaos-bus'

const ROOM = 'room'
const SETTLED_MS = 500

let net: ChaosNet
let books: PresenceBook[]

beforeEach(() => {
  vi.useFakeTimers()
  net = new ChaosNet(1, { lose: 0, repeat: 0, maxDelayMs: 5 })
  books = []
})
afterEach(() => {
  for (const book of books) book.close()
  vi.useRealTimers()
})

function openBook() {
  const changes: string[] = []
  const book = new PresenceBook(net.join(), (roomId) => changes.push(roomId))
  books.push(book)
  return { book, changes }
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)
const who = (book: PresenceBook) => book.of(ROOM).memberIds?.sort()

test('[S10] who has a stream open is present on every node, and nobody twice', () => {
  const [here, there] = [openBook(), openBook()]
  here.book.enter(ROOM, 'alex')
  there.book.enter(ROOM, 'jordan')
  there.book.enter(ROOM, 'alex')
  pass(SETTLED_MS)
  for (const { book } of [here, there]) expect(book.of(ROOM)).toMatchObject({ count: 2 })
  expect(who(here.book)).toEqual(['alex', 'jordan'])
  expect(here.book.local()).toEqual(new Map([[ROOM, ['alex']]]))
})

test('[S10] a member with several tabs is present until the last one closes', () => {
  const [here, there] = [openBook(), openBook()]
  const close = [here.book.enter(ROOM, 'alex'), here.book.enter(ROOM, 'alex')]
  pass(SETTLED_MS)
  close[0]!()
  close[0]!()
  pass(SETTLED_MS)
  expect([who(here.book), who(there.book)]).toEqual([['alex'], ['alex']])
  close[1]!()
  pass(SETTLED_MS)
  expect([who(here.book), who(there.book)]).toEqual([[], []])
})

test('[S10] a page that reloads neither leaves nor comes', () => {
  const { book, changes } = openBook()
  const close = book.enter(ROOM, 'alex')
  pass(SETTLED_MS)
  expect(changes).toEqual([ROOM])
  close()
  pass(50)
  book.enter(ROOM, 'alex')
  pass(SETTLED_MS)
  expect(changes).toEqual([ROOM])
})

test('[S10] a heartbeat keeps somebody present for its lease, here and elsewhere', () => {
  const [here, there] = [openBook(), openBook()]
  here.book.touch(ROOM, 'kim')
  pass(LEASE_MS - 1_000)
  expect([who(here.book), who(there.book)]).toEqual([['kim'], ['kim']])
  here.book.touch(ROOM, 'kim')
  pass(LEASE_MS - 1_000)
  expect([who(here.book), who(there.book)]).toEqual([['kim'], ['kim']])
  pass(1_000)
  expect(who(here.book)).toEqual([])
  // The others hear of it with the next announcement.
  pass(5_000 + SETTLED_MS)
  expect(who(there.book)).toEqual([])
})

test('[S10] a node that dies takes its people along when its leases run out', () => {
  const [here, there] = [openBook(), openBook()]
  here.book.enter(ROOM, 'alex')
  there.book.enter(ROOM, 'jordan')
  pass(60_000)
  expect(who(there.book)).toEqual(['alex', 'jordan'])
  here.book.close()
  pass(LEASE_MS - 6_000)
  expect(who(there.book)).toEqual(['alex', 'jordan'])
  pass(7_000 + SETTLED_MS)
  expect(who(there.book)).toEqual(['jordan'])
  expect(there.changes.length).toBeGreaterThan(1)
})

test('[S10] leases hold though the bus loses two messages of five', () => {
  net = new ChaosNet(11, { lose: 0.4 })
  const [here, there] = [openBook(), openBook()]
  here.book.enter(ROOM, 'alex')
  pass(11_000)
  let absent = 0
  for (let count = 0; count < 60; count++) {
    pass(5_000)
    if (!who(there.book)?.includes('alex')) absent += 1
  }
  expect(net.lost).toBeGreaterThan(20)
  // Three announcements in a row must be lost, and that is one time in sixteen.
  expect(absent).toBeLessThan(15)
})

test('[S10] above a hundred, presence travels as a count', () => {
  const [here, there, third] = [openBook(), openBook(), openBook()]
  for (let count = 0; count < NAMED_UP_TO; count++) here.book.enter(ROOM, `guest ${count}`)
  pass(SETTLED_MS)
  expect(there.book.of(ROOM).memberIds).toHaveLength(NAMED_UP_TO)
  here.book.enter(ROOM, 'one more')
  pass(SETTLED_MS)
  for (const { book } of [here, there, third]) {
    expect(book.of(ROOM)).toEqual({ memberIds: null, count: NAMED_UP_TO + 1 })
  }
  for (let count = 0; count < 70; count++) there.book.enter(ROOM, `guest over there ${count}`)
  pass(SETTLED_MS)
  for (const { book } of [here, there, third]) expect(book.of(ROOM)).toEqual({ memberIds: null, count: 171 })
})

test('[S10] sixty here and sixty there are too many to name, though neither node has a hundred', () => {
  const [here, there] = [openBook(), openBook()]
  for (let count = 0; count < 60; count++) {
    here.book.enter(ROOM, `here ${count}`)
    there.book.enter(ROOM, `there ${count}`)
  }
  pass(SETTLED_MS)
  expect(here.book.of(ROOM)).toEqual({ memberIds: null, count: 120 })
})

test('a node announces only those rooms whose people are connected to it', () => {
  const [here, there] = [openBook(), openBook()]
  const bus = net.join()
  const announced: string[] = []
  bus.subscribe((message) => announced.push('nodeId' in message ? message.nodeId : ''))
  here.book.enter(ROOM, 'alex')
  pass(30_000)
  expect(there.changes).toEqual([ROOM])
  expect(new Set(announced)).toEqual(new Set([here.book.nodeId]))
})

test('rooms that everybody left are forgotten, and their announcements stop', () => {
  const { book } = openBook()
  const bus = net.join()
  let announcements = 0
  bus.subscribe(() => (announcements += 1))
  for (let count = 0; count < 100; count++) book.enter(`room ${count}`, 'alex')()
  book.touch(ROOM, 'kim')
  pass(60_000)
  announcements = 0
  pass(60_000)
  expect(announcements).toBe(0)
  expect(book.local().size).toBe(0)
})
