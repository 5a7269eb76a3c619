import { expect, test } from 'vitest'
import { isVotedOut, votesNeeded } from '~/domain/playback/votes'
import { after, ask, jam, playing, typesOf } from '../support/rules'

const everyone = ['jordan', 'kim', 'mina', 'robin'] as const
const five = (policy = {}) => playing(jam(policy, ...everyone), ['A', 'B'])

test('half of five people is three votes; the third one skips', () => {
  let room = five()
  const itemId = room.current!.id
  expect(votesNeeded(room, null)).toBe(3)
  room = after(room, 'jordan', { type: 'vote', itemId })
  room = after(room, 'kim', { type: 'vote', itemId })
  expect(room.current?.track.title).toBe('A')
  room = after(room, 'mina', { type: 'vote', itemId })
  expect(room.current?.track.title).toBe('B')
  expect(room.played[0]?.outcome).toBe('voted')
  expect(room.skipVotes).toEqual([])
})

test.for([
  [0.05, 1],
  [0.2, 1],
  [0.4, 2],
  [0.5, 3],
  [0.6, 3],
  [0.61, 4],
  [0.8, 4],
  [1, 5],
])('a share of %d of five people is %d votes', ([skipShare, needed]) => {
  expect(votesNeeded(five({ skipShare }), null)).toBe(needed)
})

test.for<[number, number, number]>([
  [0.55, 20, 11],
  [0.07, 100, 7],
  [0.14, 50, 7],
  [0.1, 11, 2],
])(
  'a share of %d of %d people is %d votes, however binary fractions round',
  ([skipShare, people, needed]) => {
    const room = jam({ skipShare })
    const crowd = Array.from({ length: people - 1 }, (_, index) => ({
      ...room.members.alex!,
      id: `guest ${index}`,
    }))
    const members = { ...room.members, ...Object.fromEntries(crowd.map((member) => [member.id, member])) }
    expect(votesNeeded({ ...room, members }, null)).toBe(needed)
  },
)

test('only those present count, and who voted counts as present', () => {
  const room = five()
  const itemId = room.current!.id
  expect(votesNeeded(room, new Set(['jordan', 'kim']))).toBe(1)
  expect(votesNeeded(room, new Set())).toBe(1)
  const voted = after(room, 'jordan', { type: 'vote', itemId }, { present: new Set(['alex', 'kim', 'mina']) })
  expect(voted.skipVotes).toEqual(['jordan'])
  expect(votesNeeded(voted, new Set(['alex', 'kim', 'mina']))).toBe(2)
})

test('a screen is nobody: it neither votes nor counts', () => {
  const room = playing(jam({}, 'jordan', 'screen'), ['A'])
  expect(votesNeeded(room, null)).toBe(1)
  expect(ask(room, 'screen', { type: 'vote', itemId: room.current!.id })).toBe('not_authorized')
})

test('a vote counts once, and can be taken back', () => {
  const room = five()
  const itemId = room.current!.id
  const once = after(room, 'jordan', { type: 'vote', itemId })
  expect(ask(once, 'jordan', { type: 'vote', itemId })).toEqual([])
  expect(ask(once, 'kim', { type: 'withdrawVote', itemId })).toEqual([])
  const back = after(once, 'jordan', { type: 'withdrawVote', itemId })
  expect(back.skipVotes).toEqual([])
})

test('a vote is for the song the person saw', () => {
  const room = five()
  expect(ask(room, 'jordan', { type: 'vote', itemId: 'another' })).toBe('changed_meanwhile')
  expect(ask(room, 'jordan', { type: 'withdrawVote', itemId: 'another' })).toBe('changed_meanwhile')
})

test('where guests may not vote, hosts still may', () => {
  const room = five({ guestsMayVote: false, skipShare: 0.05 })
  const itemId = room.current!.id
  expect(ask(room, 'jordan', { type: 'vote', itemId })).toBe('not_authorized')
  expect(typesOf(ask(room, 'alex', { type: 'vote', itemId }))).toEqual(['vote.cast', 'playback.movedOn'])
})

test('who leaves or is removed takes their vote along', () => {
  let room = five()
  const itemId = room.current!.id
  room = after(room, 'jordan', { type: 'vote', itemId })
  room = after(room, 'kim', { type: 'vote', itemId })
  expect(room.skipVotes).toEqual(['jordan', 'kim'])
  room = after(room, 'jordan', { type: 'leave' })
  room = after(room, 'alex', { type: 'remove', memberId: 'kim' })
  expect(room.skipVotes).toEqual([])
})

test('when people go, the votes there are may be enough: the clock sees to it', () => {
  let room = five()
  const itemId = room.current!.id
  room = after(room, 'jordan', { type: 'vote', itemId })
  const present = new Set(['jordan', 'alex'])
  expect(isVotedOut(room, null)).toBe(false)
  expect(isVotedOut(room, present)).toBe(true)
  expect(after(room, 'clock', { type: 'tick' }, { present }).current?.track.title).toBe('B')
  expect(ask(room, 'clock', { type: 'tick' })).toEqual([])
})
