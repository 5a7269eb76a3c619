import { closeGate, gateDue, start, waitsForAll } from '../playback/gate'
import { moveOn } from '../playback/move-on'
import { afterOutage } from '../playback/outage'
import { endsAtMs, startAt, stopAt } from '../playback/playhead'
import { isUnplayable, isVotedOut } from '../playback/votes'
import { apply } from './apply'
import type { Facts } from './decision'
import { stamp, type Happening } from './event'
import { dueStartMs, missedSinceMs, type EndReason, type Room } from './room'

const MINUTE_MS = 60_000
/** Playback waits for a host who has been gone this long. */
export const HOST_AWAY_AFTER_MS = 5 * MINUTE_MS
/** A room that nobody uses, or that no host comes back to, ends after this. */
export const IDLE_AFTER_MS = 30 * MINUTE_MS
/** How long the end is announced before it comes. */
export const CLOSING_NOTICE_MS = MINUTE_MS
/** A song that ended longer ago than this (the machine slept) hands over at once, not at its end. */
const LATE_START_MS = 2_000
/** Even a quiet room is looked at this often: absence is not in the log and wakes nobody. */
const LOOK_AT_LEAST_EVERY_MS = MINUTE_MS

/** All that is due now by the clock, by who is about and by the votes, in order. Empty when nothing is. */
export function whatIsDue(room: Room, facts: Facts): Happening[] {
  const due: Happening[] = []
  let state = room
  for (;;) {
    const next = firstDue(state, facts)
    if (!next) return due
    due.push(...next)
    state = stamp(state, next, null, facts.nowMs).reduce(apply, state)
  }
}

/** When the rules should next be asked; null once there is nothing more to ask. */
export function wakeAtMs(
  room: Room,
  { nowMs, hostSeenAtMs }: Pick<Facts, 'nowMs' | 'hostSeenAtMs'>,
): number | null {
  if (room.ended) return null
  const songEndMs = room.current && endsAtMs(room.playhead, room.current.track.durationMs)
  const startsAtMs = dueStartMs(room) ?? Infinity
  const hostAwayAtMs = missedSinceMs(room, hostSeenAtMs) + HOST_AWAY_AFTER_MS
  return Math.min(
    songEndMs ?? Infinity,
    startsAtMs > nowMs ? startsAtMs : Infinity,
    room.gate?.untilMs ?? Infinity,
    room.closing ? Math.min(room.closing.atMs, room.endsAtMs) : room.endsAtMs - CLOSING_NOTICE_MS,
    hostAwayAtMs > nowMs ? hostAwayAtMs : Infinity,
    nowMs + LOOK_AT_LEAST_EVERY_MS,
  )
}

function firstDue(room: Room, facts: Facts): Happening[] | null {
  if (room.ended) return null
  return (
    one(stayingOpen(room, facts)) ??
    one(ending(room, facts)) ??
    one(afterOutage(room, facts)) ??
    one(gateDue(room, facts)) ??
    songOver(room, facts) ??
    one(appointedStart(room, facts)) ??
    hostPresence(room, facts) ??
    one(closing(room, facts))
  )
}

function one(happening: Happening | null): Happening[] | null {
  return happening && [happening]
}

/** Asked before the end itself: what happened in its last minute may have taken its reason away. */
function stayingOpen(room: Room, facts: Facts): Happening | null {
  return room.closing && !whyClosing(room, facts) ? { type: 'room.stayedOpen' } : null
}

function ending(room: Room, { nowMs }: Facts): Happening | null {
  if (room.closing && nowMs >= room.closing.atMs) return { type: 'room.ended', reason: room.closing.reason }
  if (nowMs >= room.endsAtMs) return { type: 'room.ended', reason: 'time' }
  return null
}

function songOver(room: Room, facts: Facts): Happening[] | null {
  const { nowMs, present } = facts
  if (!room.current) return null
  if (isVotedOut(room, present)) return moveOn(room, 'voted', facts)
  if (isUnplayable(room, facts)) return moveOn(room, 'unplayable', facts)

  const endMs = endsAtMs(room.playhead, room.current.track.durationMs)
  if (endMs === null || nowMs < endMs) return null
  return moveOn(room, 'played', facts, nowMs - endMs > LATE_START_MS ? null : endMs)
}

/** A film does not begin before nobody, nor in a room that waits for its host: then it begins when they come. */
function appointedStart(room: Room, facts: Facts): Happening | null {
  const startsAtMs = dueStartMs(room)
  if (startsAtMs === null || facts.nowMs < startsAtMs) return null
  if (!room.current || room.hostAway || facts.present?.size === 0) return null
  return start(room, room.playhead, facts)
}

function hostPresence(room: Room, facts: Facts): Happening[] | null {
  const { nowMs, hostSeenAtMs } = facts
  const away = nowMs - missedSinceMs(room, hostSeenAtMs) >= HOST_AWAY_AFTER_MS
  if (away && !room.hostAway) {
    const playhead = stopAt(room.playhead, nowMs)
    // A silent room is not a paused one: what is added meanwhile plays when the host is back.
    const resumes = room.playhead.playing || room.gate !== null || room.current === null
    return [{ type: 'room.hostWentAway', resumes, playhead }]
  }
  return !away && room.hostAway ? hostBack(room, room.hostAway.resumes, facts) : null
}

function hostBack(room: Room, resumes: boolean, facts: Facts): Happening[] {
  const back = { type: 'room.hostCameBack', playhead: room.playhead } as const
  // The host may have pressed play before anybody noticed that they are back.
  const goesAlready = room.playhead.playing || room.gate !== null
  if (!room.current || !resumes || goesAlready) return [back]
  const standing = stopAt(room.playhead, facts.nowMs)
  if (waitsForAll(room, facts)) return [back, closeGate(standing, facts)]
  return [{ ...back, playhead: startAt(standing, facts.nowMs + facts.leadMs) }]
}

function closing(room: Room, facts: Facts): Happening | null {
  const reason = whyClosing(room, facts)
  const isAnnounced = room.closing && room.closing.atMs <= room.endsAtMs
  if (!reason || isAnnounced) return null
  const closesAtMs = reason === 'time' ? room.endsAtMs : facts.nowMs + CLOSING_NOTICE_MS
  return { type: 'room.closing', closesAtMs, reason }
}

function whyClosing(room: Room, facts: Facts): EndReason | null {
  const atSetTime = facts.nowMs >= room.endsAtMs - CLOSING_NOTICE_MS
  return atSetTime ? 'time' : abandoned(room, facts)
}

function abandoned(room: Room, { nowMs, anyoneSeenAtMs, hostSeenAtMs }: Facts): EndReason | null {
  const sinceMs = (atMs: number) => nowMs - missedSinceMs(room, atMs)
  if (sinceMs(hostSeenAtMs) >= IDLE_AFTER_MS) return 'no_host'
  const quiet = !room.playhead.playing && sinceMs(lastActivityMs(room)) >= IDLE_AFTER_MS
  return quiet || sinceMs(anyoneSeenAtMs) >= IDLE_AFTER_MS ? 'idle' : null
}

/** The announcement of the end is no activity: it must not call itself off. */
function lastActivityMs(room: Room): number {
  const announced = room.closing && room.updatedAtMs <= room.closing.atMs - CLOSING_NOTICE_MS
  return announced ? -Infinity : room.updatedAtMs
}
