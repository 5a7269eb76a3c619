import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply, foldLog } from '~/domain/room/apply'
import type { Command } from '~/domain/room/command'
import { decide, type Actor } from '~/domain/room/decide'
import type { Facts } from '~/domain/room/decision'
import { stamp, type RoomEvent } from '~/domain/room/event'
import { HOST_AWAY_AFTER_MS, IDLE_AFTER_MS, wakeAtMs, whatIsDue } from '~/domain/room/lifecycle'
import { isRefusal } from '~/domain/room/refusal'
import { peopleOf, type Room } from '~/domain/room/room'
import { isFor, viewFor, type Audience } from '~/domain/room/view'
import { jam, NOW_MS } from '../support/rules'
import {
  asIfNew,
  CAST_SIZE,
  COMMAND_TYPES,
  devicesOf,
  moves,
  outageOf,
  runs,
  toCommand,
  type Move,
} from '../support/moves'

const memberIds = Array.from({ length: CAST_SIZE }, (_, index) => (index === 0 ? 'alex' : `member ${index}`))

/** A room, its log so far, and the copies that two browsers which have watched from the start hold. */
type Played = { room: Room; log: RoomEvent[]; copies: Record<Audience, Room>; done: Set<Command['type']> }

function begin(): Played {
  const room = jam()
  const opened: RoomEvent = { type: 'room.opened', room, seq: 1, atMs: NOW_MS, by: 'alex' }
  const copies = { hosts: viewFor(room, 'hosts'), members: viewFor(room, 'members') }
  return { room, log: [opened], copies, done: new Set() }
}

function actorOf(room: Room, move: Move): Actor {
  if (move.type === 'tick') return 'clock'
  if (move.type === 'join') return 'newcomer'
  const invited = Object.values(room.members).find(({ state }) => state === 'invited')
  // Few are invited, and nobody else can decline.
  if (move.type === 'declineInvite' && move.flags[0] && invited) return invited
  return room.members[memberIds[move.who]!] ?? 'newcomer'
}

/** Some are about and some are not: read off the move, so that a failing run can be repeated. */
function factsOf(room: Room, move: Move, nowMs: number): Facts {
  const { flags, b } = move
  const present = flags[5] ? null : new Set(memberIds.filter((_, index) => flags[index % 5]))
  const away = [0, HOST_AWAY_AFTER_MS, IDLE_AFTER_MS][Math.abs(b) % 3]!
  const isAway = (flags[4] && flags[2]) || move.type === 'takeOver'
  const seenAtMs = Math.max(room.createdAtMs, nowMs - (isAway ? away : 0))
  return {
    nowMs,
    present,
    anyoneSeenAtMs: flags[3] ? nowMs : seenAtMs,
    hostSeenAtMs: seenAtMs,
    ownerSeenAtMs: seenAtMs,
    leadMs: 60 + (b & 255),
    devices: flags[5] && flags[0] ? null : devicesOf(room, move, memberIds, nowMs),
    outage: outageOf(move, nowMs),
  }
}

function play(sequence: Move[], check: (played: Played, move: Move, facts: Facts) => void): Played {
  const played = begin()
  let nowMs = NOW_MS
  for (const [index, move] of sequence.entries()) {
    nowMs += move.waitMs
    const { room } = played
    const whose = move.type === 'join' ? { ...move, a: move.who } : move
    const command = toCommand(room, whose, memberIds, `id ${index}`, nowMs)
    const facts = factsOf(room, move, nowMs)
    const before = JSON.stringify(room)
    const decision = decide(room, actorOf(room, move), command, facts)
    expect(JSON.stringify(room)).toBe(before)
    if (!isRefusal(decision)) {
      const events = stamp(room, decision.happenings, null, nowMs)
      played.room = events.reduce(apply, room)
      // Through JSON, as the log and the wire carry them.
      const carried = JSON.parse(JSON.stringify(events)) as RoomEvent[]
      played.log.push(...carried)
      for (const audience of ['hosts', 'members'] as const) {
        const heard = carried.filter((event) => isFor(event, audience))
        played.copies[audience] = heard.reduce(apply, played.copies[audience])
      }
      if (events.length > 0) played.done.add(move.type)
    }
    check(played, move, facts)
  }
  return played
}

/** All but where it stands: a copy that was spared an event has its number and time from the next one. */
const content = (room: Room) => ({ ...room, seq: 0, updatedAtMs: 0 })

test('[S3] whatever is done: fold of the log = the room = what a host’s and a guest’s browser hold', () => {
  fc.assert(
    fc.property(moves(60), (sequence) => {
      const played = play(sequence, () => {})
      expect(foldLog(played.log)).toEqual(played.room)
      expect(played.copies.hosts).toEqual(played.room)
      const members = asIfNew(played.copies.members, played.room)
      expect(content(members)).toEqual(content(viewFor(played.room, 'members')))
    }),
    runs(600),
  )
})

test('which would mean little if some commands were never accepted', () => {
  // Always the same two thousand evenings: the rarest command is accepted in a few of them.
  const evenings = fc.sample(moves(60), { numRuns: 2_000, seed: 1 })
  const done = new Set(evenings.flatMap((sequence) => [...play(sequence, () => {}).done]))
  expect([...done].sort()).toEqual([...COMMAND_TYPES].sort())
})

test('[S2] whatever is done: numbers have no gaps, times never run backwards', () => {
  fc.assert(
    fc.property(moves(60), (sequence) => {
      const { log } = play(sequence, () => {})
      expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
      expect(log.map((event) => event.atMs)).toEqual(log.map((event) => event.atMs).sort((a, b) => a - b))
    }),
    runs(200),
  )
})

test('whatever is done: one host while anybody is in, ranks in strict order, a song plays before any waits', () => {
  fc.assert(
    fc.property(moves(60), (sequence) => {
      play(sequence, ({ room }) => {
        const people = peopleOf(room)
        expect(people.filter((member) => member.role === 'host')).toHaveLength(people.length > 0 ? 1 : 0)
        expect(people.length > 0 || room.ended !== null).toBe(true)

        const ranks = room.queue.map((item) => item.rank)
        expect(ranks).toEqual([...new Set(ranks)].sort())
        expect(room.playhead.itemId).toBe(room.current?.id ?? null)
        if (!room.current) expect([room.queue.length, room.playhead.playing]).toEqual([0, false])
        if (room.ended) expect(room.playhead.playing).toBe(false)
        if (room.ended) expect([room.closing, room.hostAway]).toEqual([null, null])

        for (const voices of [room.skipVotes, room.failures]) {
          expect(new Set(voices).size).toBe(voices.length)
          for (const id of voices) expect(room.members[id]?.state).toBe('in')
        }
        const names = Object.values(room.members).filter(({ state }) => state === 'in' || state === 'waiting')
        expect(new Set(names.map(({ name }) => name.toLowerCase())).size).toBe(names.length)
      })
    }),
    runs(300),
  )
})

test('whatever is done: when the clock has looked, nothing more is due and the next look lies ahead', () => {
  fc.assert(
    fc.property(moves(50), (sequence) => {
      play(sequence, ({ room }, _, facts) => {
        const happenings = whatIsDue(room, facts)
        const looked = stamp(room, happenings, null, facts.nowMs).reduce(apply, room)
        expect(whatIsDue(looked, facts)).toEqual([])
        const wake = wakeAtMs(looked, facts)
        if (looked.ended) expect(wake).toBeNull()
        else expect(wake).toBeGreaterThan(facts.nowMs)
      })
    }),
    runs(300),
  )
})

test('whatever is done: removed stays removed, and what has ended stays ended', () => {
  fc.assert(
    fc.property(moves(80), (sequence) => {
      const removed = new Set<string>()
      let ended: Room | null = null
      play(sequence, ({ room }) => {
        for (const member of Object.values(room.members)) {
          if (removed.has(member.id)) expect(member.state).toBe('removed')
          // A screen has no will of its own: it comes back when a host pairs it again.
          if (member.state === 'removed' && member.role !== 'stage') removed.add(member.id)
        }
        if (ended) expect(room).toBe(ended)
        if (room.ended) ended = room
      })
    }),
    runs(300),
  )
})

test('[S3] repeating or delaying a batch that a copy already holds changes nothing', () => {
  fc.assert(
    fc.property(moves(40, 5), fc.nat(), (sequence, cut) => {
      const { log, room } = play(sequence, () => {})
      const from = cut % log.length
      const doubled = [...log, ...log.slice(from)]
      const first = log[0] as Extract<RoomEvent, { type: 'room.opened' }>
      expect(doubled.reduce(apply, first.room)).toEqual(room)
    }),
    runs(200),
  )
})
