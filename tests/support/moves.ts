import * as fc from 'fast-check'
import type { SoundingDevice } from '~/domain/playback/device'
import type { Outage } from '~/domain/playback/outage'
import { asIfLeft, isHostsBusiness } from '~/domain/membership/member'
import type { Track } from '~/domain/queue/queue'
import type { Command } from '~/domain/room/command'
import type { Room } from '~/domain/room/room'
import { namedIn } from '~/domain/room/view'
import { track } from './engine'

/** What somebody does next, whatever the room is like by then: numbers that `toCommand` reads against the room. */
export type Move = {
  who: number
  type: Command['type']
  a: number
  b: number
  flags: boolean[]
  waitMs: number
}

/** Alex, who opened the room, four others, a screen, and someone who never came in. */
export const CAST_SIZE = 7
const SCREEN = 5

const HOUR_MS = 3_600_000

/** `PROPERTY_RUNS=50 vitest run property` looks fifty times as long. */
export function runs(count: number): { numRuns: number } {
  return { numRuns: count * Number(process.env.PROPERTY_RUNS ?? 1) }
}

const weights: Record<Command['type'], number> = {
  add: 14,
  join: 9,
  vote: 5,
  tick: 4,
  openGate: 2,
  skip: 1,
  report: 3,
  say: 2,
  admit: 2,
  moveItem: 4,
  removeItem: 3,
  withdrawVote: 4,
  play: 2,
  pause: 2,
  seek: 2,
  leave: 2,
  remove: 1,
  decline: 2,
  rename: 1,
  identify: 3,
  setRole: 3,
  invite: 3,
  uninvite: 3,
  declineInvite: 1,
  takeOver: 5,
  setPassword: 1,
  handOver: 1,
  changeRoom: 3,
  end: 1,
}

export const COMMAND_TYPES = Object.keys(weights) as Command['type'][]

const move = fc.record<Move>({
  // The host has the most to do.
  who: fc.oneof(fc.constant(0), fc.nat({ max: CAST_SIZE - 1 }), fc.nat({ max: CAST_SIZE - 1 })),
  type: fc.oneof(
    ...Object.entries(weights).map(([type, weight]) => ({
      weight,
      arbitrary: fc.constant(type as Command['type']),
    })),
  ),
  a: fc.integer({ min: -2, max: 12 }),
  b: fc.integer({ min: -5_000, max: 200_000 }),
  flags: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  waitMs: fc.oneof(
    { weight: 20, arbitrary: fc.nat({ max: 1_000 }) },
    { weight: 2, arbitrary: fc.nat({ max: 100_000 }) },
    { weight: 1, arbitrary: fc.nat({ max: HOUR_MS }) },
  ),
})

export const moves = (maxLength: number, minLength = 1) =>
  fc.array(move.map(stayingOpen), { minLength, maxLength, size: 'max' })

/** Rooms that are over at once teach little: it is seldom that Alex ends one, or leaves. */
function stayingOpen(move: Move): Move {
  if (move.type === 'end' && move.a < 11) return { ...move, type: 'say' }
  if (move.type === 'leave' && move.who === 0 && move.a < 8) return { ...move, type: 'add' }
  return move
}

/** The same few tracks again and again, so that they meet in the queue. */
const TRACKS: Track[] = Array.from({ length: 8 }, (_, index) =>
  track(`Song ${index}`, 1_000 + index * 40_000),
)
/** Who has an account, and can be asked to come. */
const ACCOUNTS = [1, 2, 3].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`)
const NAMES = ['Alex', 'alex', '', 'Kim', '\u202eKim', 'a'.repeat(60)]
const NOWHERE = '00000000-0000-4000-8000-000000000000'

/** The command that this move is in a room like this. `memberIds` are the cast's. */
export function toCommand(room: Room, move: Move, memberIds: string[], id: string, nowMs: number): Command {
  const { a, b, flags } = move
  const items = [room.current?.id ?? NOWHERE, ...room.queue.map((item) => item.id), NOWHERE]
  const itemId = at(items, a)
  const waiting = Object.values(room.members).filter((member) => member.state === 'waiting')
  const memberId =
    move.type === 'admit' || move.type === 'decline'
      ? at([...waiting.map((member) => member.id), at(memberIds, b)], a)
      : at(memberIds, a)
  const name = at(NAMES, b)
  const fields = {
    join: { name, fallbackName: 'Guest-7842', role: move.who === SCREEN ? 'stage' : 'guest' },
    rename: { name },
    add: { track: at(TRACKS, b) },
    removeItem: { itemId },
    moveItem: { itemId, toIndex: b / 1_000 },
    seek: { positionMs: b },
    skip: { itemId },
    // Mostly the song that plays; one time in three whatever the number names.
    vote: { itemId: a % 3 ? items[0]! : itemId },
    withdrawVote: { itemId: items[0]! },
    report: { itemId: items[0]!, problem: flags[0] ? 'ended' : 'unplayable' },
    say: { text: b % 5 ? `Hello ${b}` : '\u0000' },
    setRole: { role: at(['cohost', 'controller', 'viewer', 'guest'], b) },
    identify: { accountId: at(ACCOUNTS, b) },
    invite: { accountId: at(ACCOUNTS, b), name: 'Robin', role: flags[0] ? 'controller' : 'viewer' },
    setPassword: { passwordHash: flags[0] ? 'a hash' : null },
    changeRoom: {
      name: name || 'A room',
      policy: {
        guestsMayJoin: flags[0] || flags[1],
        approveJoins: flags[1],
        guestsMayAdd: flags[2],
        guestsMayRemoveOwn: flags[3],
        guestsMayVote: flags[4],
        sameSongMayWaitTwice: flags[5],
        skipShare: Math.abs(a / 12) || 0.05,
        maxWaitingPerPerson: Math.max(0, a - 6),
        maxMembers: 3 + (b & 3),
        readyGate: flags[0],
        stallHoldsRoom: flags[3],
        onRestart: flags[2] ? 'pause' : 'resume',
        othersMayPlayPause: flags[4],
        othersMaySeek: flags[5],
        joinRole: flags[1] ? 'controller' : 'viewer',
      },
      endsAtMs: nowMs + b * 1_000,
    },
  } as Partial<Record<Command['type'], object>>
  return { id, type: move.type, memberId, ...fields[move.type] } as Command
}

/** Some of the cast have a device that sounds; some of those are ready, some have run dry. */
export function devicesOf(
  room: Room,
  { a, b, flags }: Move,
  memberIds: string[],
  nowMs: number,
): SoundingDevice[] {
  return memberIds
    .filter((_, index) => flags[(index + a + 12) % flags.length])
    .map((memberId, index) => ({
      memberId,
      seq: room.seq - (b & 1),
      readyItemId: (a + index) % 3 ? (room.current?.id ?? null) : null,
      nextReadyItemId: flags[1] ? (room.queue[0]?.id ?? null) : null,
      stalledSinceMs: (b + index) % 4 ? null : nowMs - (a + 2) * 1_000,
    }))
}

/** Now and then everything was away, until just now. */
export function outageOf({ a, b }: Move, nowMs: number): Outage | null {
  return b % 5 ? null : { fromMs: nowMs - 20_000 - (a + 2) * 1_000, toMs: nowMs - (a + 2) }
}

function at<Value>(values: Value[], index: number): Value {
  return values[((index % values.length) + values.length) % values.length]!
}

/**
 * A copy that knew somebody before they left knows more of them than a new one, once they are invited again: that they
 * were there though nothing names them, and what they were.
 */
export function asIfNew(copy: Room, room: Room): Room {
  const named = namedIn(room)
  const known = Object.values(copy.members).flatMap((member) => {
    const now = room.members[member.id]!
    if (!isHostsBusiness(now)) return [member]
    return named.has(member.id) ? [asIfLeft(now)] : []
  })
  return { ...copy, members: Object.fromEntries(known.map((member) => [member.id, member])) }
}
