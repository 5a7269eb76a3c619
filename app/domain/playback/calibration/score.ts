import { ROUND_MS } from './lateness'

/** What a device plays: it is the one that others are held against, is tuned by ear, or is tuned by a microphone. */
export type Part = 'reference' | 'by-ear' | 'by-microphone'
export type Note = { sound: 'click' | 'up' | 'down'; atMs: number }

const SECOND_MS = 1_000
/** Whistles lie between the clicks, so that each is heard by itself. */
const OFF_BEAT_MS = 500

/**
 * What sounds after one moment of the room's clock and up to another. Clicks come on each full second, on every device
 * the same; whistles midway between, the reference's after each even second and the other's after each odd one.
 */
export function notesBetween(part: Part, afterMs: number, untilMs: number): Note[] {
  const notes: Note[] = []
  for (let second = Math.floor(afterMs / SECOND_MS); second * SECOND_MS <= untilMs; second++) {
    notes.push(...notesOf(part, second * SECOND_MS))
  }
  return notes.filter(({ atMs }) => atMs > afterMs && atMs <= untilMs)
}

function notesOf(part: Part, secondMs: number): Note[] {
  const isEven = secondMs % ROUND_MS === 0
  const click: Note = { sound: 'click', atMs: secondMs }
  if (part === 'by-ear') return [click]
  if (part === 'by-microphone') return isEven ? [] : [{ sound: 'down', atMs: secondMs + OFF_BEAT_MS }]
  return isEven ? [click, { sound: 'up', atMs: secondMs + OFF_BEAT_MS }] : [click]
}
