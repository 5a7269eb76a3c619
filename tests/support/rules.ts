import type { Member } from '~/domain/membership/member'
import type { Track } from '~/domain/queue/queue'
import { apply } from '~/domain/room/apply'
import type { Command } from '~/domain/room/command'
import { decide, type Actor } from '~/domain/room/decide'
import type { Facts } from '~/domain/room/decision'
import { stamp, type Happening } from '~/domain/room/event'
import { presetOf } from '~/domain/room/kinds'
import { openRoom } from '~/domain/room/open'
import type { Policy } from '~/domain/room/policy'
import { isRefusal, type RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'

/** Alex opened the room; the others are guests unless a test makes them something else. */
export type Person = 'alex' | 'jordan' | 'kim' | 'mina' | 'robin' | 'screen'

export const NOW_MS = 1_800_000_000_000
export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000

const NAMES: Record<Person, string> = {
  alex: 'Alex',
  jordan: 'Jordan',
  kim: 'Kim',
  mina: 'Mina',
  robin: 'Robin',
  screen: 'Living room',
}

/** A command without its id, which most rules do not care for. */
export type Ask = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

/** Alex's jam, opened at `NOW_MS` for twelve hours, with these people in it, a second after one another. */
export function jam(policy: Partial<Policy> = {}, ...people: Person[]): Room {
  const room = openRoom({
    id: 'room',
    code: 'ABCD2345',
    kind: 'jam',
    name: 'Friday at Alex’s',
    policy: { ...presetOf('jam').policy, ...policy },
    hostId: 'alex',
    hostName: 'Alex',
    epoch: 'epoch',
    nowMs: NOW_MS,
    endsAtMs: NOW_MS + 12 * HOUR_MS,
  })
  const members = people.map((id, index): Member => ({
    id,
    name: NAMES[id],
    role: id === 'screen' ? 'stage' : 'guest',
    state: 'in',
    joinedAtMs: NOW_MS + (index + 1) * SECOND_MS,
    accountId: null,
  }))
  return { ...room, members: { ...room.members, ...Object.fromEntries(members.map((one) => [one.id, one])) } }
}

/** Everybody is about, five seconds after the opening, and hears of everything at once, unless told otherwise. */
export function facts(change: Partial<Facts> = {}): Facts {
  const nowMs = change.nowMs ?? NOW_MS + 5 * SECOND_MS
  return {
    nowMs,
    present: null,
    anyoneSeenAtMs: nowMs,
    hostSeenAtMs: nowMs,
    ownerSeenAtMs: nowMs,
    leadMs: 0,
    devices: [],
    outage: null,
    ...change,
  }
}

let minted = 0

/** What the rules answer: the happenings, or the code of the refusal. */
export function ask(room: Room, who: Person | 'newcomer' | 'clock', what: Ask, given: Partial<Facts> = {}) {
  const actor: Actor = who === 'newcomer' || who === 'clock' ? who : room.members[who]!
  const decision = decide(room, actor, { id: `id-${++minted}`, ...what } as Command, facts(given))
  return isRefusal(decision) ? decision.refusal : decision.happenings
}

/** The room after one person did something that must be accepted. */
export function after(
  room: Room,
  who: Person | 'newcomer' | 'clock',
  what: Ask,
  given: Partial<Facts> = {},
): Room {
  const answer = ask(room, who, what, given)
  if (typeof answer === 'string') throw new Error(`${who} was refused: ${answer}`)
  return happened(room, answer, facts(given).nowMs)
}

export function happened(room: Room, happenings: Happening[], atMs = facts().nowMs): Room {
  return stamp(room, happenings, null, atMs).reduce(apply, room)
}

/** What happens in this answer, by type alone. */
export function typesOf(answer: Happening[] | RefusalCode): string[] | RefusalCode {
  return typeof answer === 'string' ? answer : answer.map((happening) => happening.type)
}

export function song(title: string, durationMs = 3 * MINUTE_MS): Track {
  return {
    id: `track ${title}`,
    kind: 'audio',
    title,
    artist: 'Trad.',
    album: null,
    durationMs,
    artworkId: null,
    artworkColor: null,
  }
}

/** The room in which these songs were added by `who`, in order: the first plays, the others wait. */
export function playing(room: Room, titles: string[], who: Person = 'alex'): Room {
  return titles.reduce((state, title) => after(state, who, { type: 'add', track: song(title) }), room)
}

export function titlesOf(room: Room): string[] {
  return room.queue.map((item) => item.track.title)
}
