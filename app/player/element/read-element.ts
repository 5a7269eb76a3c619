import type { Reading } from '~/domain/playback/follow/following'
import { positionAt, type Playhead } from '~/domain/playback/playhead'

/** `HTMLMediaElement.HAVE_FUTURE_DATA` */
const READY = 3
const SAME_PLACE_MS = 20

/** What an element shows of itself, beside where the room is at that moment. */
export function readElement(
  element: HTMLMediaElement,
  { playing, rate, positionMs, updatedAtMs }: Playhead,
  roomNowMs: number,
  nowMs: number,
): Omit<Reading, 'canHush'> {
  const actualMs = element.currentTime * 1_000
  // Between the look at the room's clock and this one the page may have been held up.
  const readAtMs = performance.now()
  const roomAtMs = roomNowMs + readAtMs - nowMs
  const movingForMs = playing ? roomAtMs - updatedAtMs : 0
  return {
    nowMs: readAtMs,
    targetMs: positionMs + Math.max(0, movingForMs) * rate,
    playing,
    rate,
    startsInMs: Math.max(0, -movingForMs),
    movingForMs: Math.max(0, movingForMs),
    actualMs,
    paused: element.paused,
    seeking: element.seeking,
    ready: hasEnough(element),
  }
}

/** Whether there is enough loaded to play on. */
export function hasEnough(element: HTMLMediaElement): boolean {
  return element.readyState >= READY
}

/** Whether the rule was changed so that the place is another one, not only said anew. */
export function movedElsewhere(before: Playhead, after: Playhead): boolean {
  if (before.playing !== after.playing || before.rate !== after.rate) return true
  const sameMomentMs = after.updatedAtMs
  return Math.abs(positionAt(before, sameMomentMs) - positionAt(after, sameMomentMs)) > SAME_PLACE_MS
}
