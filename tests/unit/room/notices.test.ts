import { describe, expect, test } from 'vitest'
import { apply } from '~/domain/room/apply'
import { stamp } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import { noticesOf } from '~/routes/room/screen/live/notices'
import { ask, facts, jam, playing, song, type Ask, type Person } from '../../support/rules'

/** What `reader` is told when `who` does something. */
function told(room: Room, who: Person, what: Ask, reader: Person): string[] {
  const answer = ask(room, who, what)
  if (typeof answer === 'string') throw new Error(answer)
  const events = stamp(room, answer, who, facts().nowMs)
  const after = events.reduce(apply, room)
  return noticesOf(events, { before: room, after, memberId: reader }).map(({ text }) => text)
}

const room = playing(jam({}, 'jordan', 'kim'), ['Ode to Joy', 'Greensleeves'], 'jordan')

describe('what others do is told, what one did oneself is known', () => {
  test.each<[Person, Ask, Person, string[]]>([
    ['jordan', { type: 'add', track: song('Für Elise') }, 'kim', ['Jordan added Für Elise']],
    ['jordan', { type: 'add', track: song('Für Elise') }, 'jordan', []],
    ['alex', { type: 'skip', itemId: room.current!.id }, 'kim', ['Alex skipped Ode to Joy']],
    ['alex', { type: 'skip', itemId: room.current!.id }, 'alex', []],
    ['alex', { type: 'removeItem', itemId: room.queue[0]!.id }, 'jordan', ['Alex removed Greensleeves']],
    ['alex', { type: 'removeItem', itemId: room.queue[0]!.id }, 'kim', []],
    ['alex', { type: 'pause' }, 'kim', ['Alex paused']],
    ['alex', { type: 'seek', positionMs: 3 }, 'kim', []],
    ['kim', { type: 'say', text: 'Hello' }, 'jordan', []],
    ['kim', { type: 'leave' }, 'jordan', ['Kim left']],
    ['alex', { type: 'remove', memberId: 'kim' }, 'jordan', ['Kim was removed']],
    ['kim', { type: 'rename', name: 'Kimberly' }, 'jordan', ['Kim is now called Kimberly']],
    ['alex', { type: 'setRole', memberId: 'kim', role: 'cohost' }, 'kim', ['You are a co-host now']],
    ['alex', { type: 'setRole', memberId: 'kim', role: 'cohost' }, 'jordan', ['Kim is a co-host now']],
    ['alex', { type: 'handOver', memberId: 'kim' }, 'jordan', ['Kim is the host now']],
    ['alex', { type: 'handOver', memberId: 'kim' }, 'kim', ['You are the host now']],
    ['alex', { type: 'leave' }, 'jordan', ['Alex left', 'You are the host now']],
  ])('%s: %o, to %s', (who, what, reader, notices) => {
    expect(told(room, who, what, reader)).toEqual(notices)
  })
})

test('a song that is voted out says so to everybody', () => {
  const alone = playing(jam({ skipShare: 0.3 }, 'kim'), ['Ode to Joy'], 'kim')
  const itemId = alone.current!.id
  expect(told(alone, 'kim', { type: 'vote', itemId }, 'kim')).toEqual(['Skipped by vote: Ode to Joy'])
})

test('each event of a burst is told as the room was at that moment', () => {
  const first = ask(room, 'alex', { type: 'skip', itemId: room.current!.id })
  const events = stamp(room, first as never, 'alex', facts().nowMs)
  const between = events.reduce(apply, room)
  const second = ask(between, 'alex', { type: 'skip', itemId: between.current!.id })
  events.push(...stamp(between, second as never, 'alex', facts().nowMs))
  const after = events.reduce(apply, room)
  const notices = noticesOf(events, { before: room, after, memberId: 'kim' })
  expect(notices.map(({ text }) => text)).toEqual(['Alex skipped Ode to Joy', 'Alex skipped Greensleeves'])
})

test('after a gap only what touches oneself is told', () => {
  const after: Room = { ...room, members: { ...room.members, kim: { ...room.members.kim!, role: 'cohost' } } }
  const texts = (memberId: string) => noticesOf([], { before: room, after, memberId }).map(({ text }) => text)
  expect(texts('kim')).toEqual(['You are a co-host now'])
  expect(texts('jordan')).toEqual([])
})

test('a name that runs from right to left does not turn the words around it', () => {
  const members = { ...room.members, kim: { ...room.members.kim!, name: 'עומר' } }
  expect(told({ ...room, members }, 'kim', { type: 'leave' }, 'jordan')).toEqual(['\u2068עומר\u2069 left'])
})
