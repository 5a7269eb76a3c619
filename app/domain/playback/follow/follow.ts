import {
  READ_EVERY_MS,
  startFollowing,
  type Following,
  type Manners,
  type Reading,
  type Step,
} from './following'
import { keepUp } from './keep-up'
import { beginOnTime, standStill } from './start-on-time'

/** The next thing to do for a player that is to be where the room is. */
export function follow(following: Following, reading: Reading, manners: Manners): Step {
  if (!reading.playing) return standStill(following, reading)
  if (reading.paused) return beginOnTime(following, reading)
  if (reading.startsInMs === 0) return keepUp(following, reading, manners)

  // The start is yet to come. Is this the run-up to it, or the sound of where the room was before?
  const runUpMs = reading.targetMs - reading.startsInMs * reading.rate
  const startedForIt =
    following.move === 'start' && reading.startsInMs < following.habits.startCostMs + READ_EVERY_MS
  const isRunUp = startedForIt || Math.abs(reading.actualMs - runUpMs) <= manners.seekBeyondMs
  return isRunUp
    ? keepUp(following, { ...reading, targetMs: runUpMs }, manners)
    : standStill(following, reading)
}

/** A start that cannot wait, being within a gesture: from where the room will be once it sounds, quietly if it can be. */
export function startAtOnce(following: Following, targetMs: number, nowMs: number, canHush: boolean) {
  const { habits } = following
  const afresh: Following = {
    ...startFollowing(habits),
    hushedSinceMs: canHush ? nowMs : null,
    seekedAtMs: nowMs,
    move: 'seek',
    believeFromMs: nowMs + habits.seekCostMs,
  }
  return { following: afresh, toMs: targetMs + habits.seekCostMs }
}
