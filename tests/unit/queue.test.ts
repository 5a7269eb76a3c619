import { expect, test } from 'vitest'
import { MAX_WAITING } from '~/domain/room/policy'
import {
  after,
  ask,
  happened,
  jam,
  NOW_MS,
  playing,
  SECOND_MS,
  song,
  titlesOf,
  typesOf,
} from '../support/rules'

test('the first song of a silent room starts at once, the next one waits behind it', () => {
  const silent = jam({}, 'jordan')
  expect(silent.current).toBeNull()
  const room = playing(silent, ['Ode to Joy', 'Greensleeves'], 'jordan')
  expect(room.current).toMatchObject({
    addedBy: 'jordan',
    outcome: null,
    startedAtMs: NOW_MS + 5 * SECOND_MS,
  })
  expect(room.playhead).toMatchObject({ itemId: room.current?.id, playing: true, positionMs: 0 })
  expect(titlesOf(room)).toEqual(['Greensleeves'])
})

test('a song is known by the id its sender minted', () => {
  const room = after(jam(), 'alex', { type: 'add', track: song('Ode to Joy') })
  expect(room.current?.id).toMatch(/^id-/)
})

test('nobody waits with more songs than the limit; what plays does not count, and hosts have none', () => {
  let room = playing(jam({ maxWaitingPerPerson: 2 }, 'jordan', 'kim'), ['A', 'B', 'C'], 'jordan')
  expect(titlesOf(room)).toEqual(['B', 'C'])
  expect(ask(room, 'jordan', { type: 'add', track: song('D') })).toBe('queue_full')
  expect(typesOf(ask(room, 'kim', { type: 'add', track: song('D') }))).toEqual(['queue.added'])
  room = playing(room, ['E', 'F', 'G'], 'alex')
  expect(titlesOf(room)).toHaveLength(5)
  room = after(room, 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })
  expect(typesOf(ask(room, 'jordan', { type: 'add', track: song('D') }))).toEqual(['queue.added'])
})

test('a limit of 0 is none, but no queue grows past the most that any may hold', () => {
  const room = playing(
    jam({ maxWaitingPerPerson: 0 }, 'jordan'),
    Array.from({ length: MAX_WAITING + 1 }, (_, index) => `Song ${index}`),
    'jordan',
  )
  expect(room.queue).toHaveLength(MAX_WAITING)
  expect(ask(room, 'jordan', { type: 'add', track: song('One more') })).toBe('queue_full')
  expect(ask(room, 'alex', { type: 'add', track: song('One more') })).toBe('queue_full')
})

test('the same song waits once, unless the room lets it wait twice; what plays may be wished for again', () => {
  const room = playing(jam({}, 'jordan'), ['Ode to Joy', 'Greensleeves'])
  expect(ask(room, 'jordan', { type: 'add', track: song('Greensleeves') })).toBe('already_queued')
  expect(typesOf(ask(room, 'jordan', { type: 'add', track: song('Ode to Joy') }))).toEqual(['queue.added'])

  const relaxed = { ...room, policy: { ...room.policy, sameSongMayWaitTwice: true } }
  expect(titlesOf(after(relaxed, 'jordan', { type: 'add', track: song('Greensleeves') }))).toEqual([
    'Greensleeves',
    'Greensleeves',
  ])
})

test('a guest removes their own song where the room allows it, and never somebody else’s', () => {
  const room = playing(playing(jam({}, 'jordan', 'kim'), ['A', 'B'], 'jordan'), ['C'], 'kim')
  const [own, others] = room.queue.map((item) => item.id) as [string, string]
  expect(ask(room, 'jordan', { type: 'removeItem', itemId: others })).toBe('not_authorized')
  expect(titlesOf(after(room, 'jordan', { type: 'removeItem', itemId: own }))).toEqual(['C'])
  expect(titlesOf(after(room, 'alex', { type: 'removeItem', itemId: others }))).toEqual(['B'])

  const strict = { ...room, policy: { ...room.policy, guestsMayRemoveOwn: false } }
  expect(ask(strict, 'jordan', { type: 'removeItem', itemId: own })).toBe('not_authorized')
})

test('what does not wait cannot be removed: an unknown song, or the one that plays', () => {
  const room = playing(jam(), ['A', 'B'])
  expect(ask(room, 'alex', { type: 'removeItem', itemId: 'unknown' })).toBe('item_not_found')
  expect(ask(room, 'alex', { type: 'removeItem', itemId: room.current!.id })).toBe('item_not_found')
})

test('a host moves a song to any place; an index past an end means that end', () => {
  const room = playing(jam({}, 'jordan'), ['playing', 'A', 'B', 'C', 'D'])
  const moved = (title: string, toIndex: number) => {
    const itemId = room.queue.find((item) => item.track.title === title)!.id
    return titlesOf(after(room, 'alex', { type: 'moveItem', itemId, toIndex })).join('')
  }
  expect(moved('D', 0)).toBe('DABC')
  expect(moved('A', 1)).toBe('BACD')
  expect(moved('A', 3)).toBe('BCDA')
  expect(moved('B', 99)).toBe('ACDB')
  expect(moved('C', -5)).toBe('CABD')
  expect(moved('C', 0.9)).toBe('CABD')
  expect(moved('C', Number.NaN)).toBe('CABD')
})

test('a song that is where it should go stays, with nothing said; one that is gone is not found', () => {
  const room = playing(jam({}, 'jordan'), ['playing', 'A', 'B'])
  const [first] = room.queue
  expect(ask(room, 'alex', { type: 'moveItem', itemId: first!.id, toIndex: 0 })).toEqual([])
  expect(ask(room, 'alex', { type: 'moveItem', itemId: 'unknown', toIndex: 0 })).toBe('item_not_found')
  expect(ask(room, 'jordan', { type: 'moveItem', itemId: first!.id, toIndex: 1 })).toBe('not_authorized')
})

test('two hundred moves into the same gap keep the ranks apart and in order', () => {
  let room = playing(jam(), ['playing', 'A', 'B', 'C', 'D'])
  for (let count = 0; count < 200; count++) {
    room = after(room, 'alex', { type: 'moveItem', itemId: room.queue.at(-1)!.id, toIndex: 1 })
  }
  const ranks = room.queue.map((item) => item.rank)
  expect(new Set(ranks).size).toBe(4)
  expect(ranks).toEqual([...ranks].sort())
  expect(Math.max(...ranks.map((rank) => rank.length))).toBeLessThan(120)
})

test('[S3] items of equal rank are told apart by their ids, in whatever order they arrive', () => {
  const room = playing(jam(), ['playing', 'A'])
  const item = room.queue[0]!
  const twin = { ...item, id: 'zz', track: song('B') }
  const added = happened(room, [{ type: 'queue.added', item: twin }])
  const reversed = happened({ ...room, queue: [twin] }, [{ type: 'queue.added', item }])
  expect(added.queue.map(({ id }) => id)).toEqual(reversed.queue.map(({ id }) => id))
})

test('a move of a song that a copy does not hold leaves that copy alone', () => {
  const room = playing(jam(), ['playing', 'A'])
  const moved = happened(room, [{ type: 'queue.moved', itemId: 'unknown', rank: 'a0' }])
  expect(moved.queue).toEqual(room.queue)
})
