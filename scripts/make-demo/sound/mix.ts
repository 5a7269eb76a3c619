import { seeded } from '../random.ts'
import { hertzOf, type Note } from '../score/notation.ts'
import { mastered } from './master.ts'
import { reverberated, type Stereo } from './room.ts'
import { SAMPLE_RATE, type Voice } from './tone.ts'

export type Tempo = {
  beatsPerMinute: number
  /** From this beat on each beat takes a little longer than the one before. */
  slowsFromBeat?: number
}

export type Part = {
  voice: Voice
  notes: Note[]
  volume: number
  /** -1 is left, 1 is right. */
  pan?: number
  /** How much of it reaches the hall, 0–1. */
  echo?: number
  /** Part of its written length that a note sounds: above 1 it rings into the next. */
  legato?: number
  /** Loudness of a note, 0–1, by the beat it falls on. */
  touch?: (atBeats: number) => number
  /** The strings of a chord one after another, as a hand strums them. */
  strumMs?: number
}

const LEAD_IN_S = 0.15 // Players that start a file late must not swallow the first note.
const LOOSENESS_MS = 7 // People are never exactly together; machines that are sound like machines.
const RING_S = 3.2

/** Performs the parts together in one hall and returns the finished, mastered sound. */
export function perform(
  parts: Part[],
  tempo: Tempo,
  hall: { decayS: number; dullness?: number },
  seed: number,
): Stereo {
  const random = seeded(seed)
  const lastBeat = Math.max(
    ...parts.flatMap((part) => part.notes.map((note) => note.atBeats + note.lengthBeats)),
  )
  const firstBeat = Math.min(...parts.flatMap((part) => part.notes.map((note) => note.atBeats)))
  const secondsAt = (beat: number) => LEAD_IN_S + clock(tempo, beat) - clock(tempo, firstBeat)
  const length = Math.ceil((secondsAt(lastBeat) + RING_S) * SAMPLE_RATE)
  const dry = silence(length),
    sent = silence(length)
  for (const {
    voice,
    notes,
    volume,
    pan = 0,
    echo = 0.3,
    legato = 0.96,
    touch = () => 0.8,
    strumMs = 0,
  } of parts) {
    const angle = ((pan + 1) * Math.PI) / 4
    const level = [Math.cos(angle) * volume, Math.sin(angle) * volume]
    const struckAt = new Map<number, number>()
    for (const note of [...notes].sort((a, b) => a.atBeats - b.atBeats || a.midi - b.midi)) {
      const inChord = struckAt.get(note.atBeats) ?? 0
      struckAt.set(note.atBeats, inChord + 1)
      const startS = secondsAt(note.atBeats) + (random() * LOOSENESS_MS + inChord * strumMs) / 1000
      const lengthS = (secondsAt(note.atBeats + note.lengthBeats) - secondsAt(note.atBeats)) * legato
      const loudness = Math.min(1, touch(note.atBeats) * (0.94 + random() * 0.12))
      const samples = voice({ hz: hertzOf(note.midi), lengthS, loudness, random })
      const start = Math.round(startS * SAMPLE_RATE)
      for (let index = 0; index < samples.length && start + index < length; index++) {
        const left = samples[index]! * level[0]!,
          right = samples[index]! * level[1]!
        dry.left[start + index]! += left
        dry.right[start + index]! += right
        sent.left[start + index]! += left * echo
        sent.right[start + index]! += right * echo
      }
    }
  }
  const wet = reverberated(sent, hall.decayS, hall.dullness)
  for (let index = 0; index < length; index++) {
    dry.left[index]! += wet.left[index]!
    dry.right[index]! += wet.right[index]!
  }
  return mastered(dry, RING_S * 0.8)
}

function clock({ beatsPerMinute, slowsFromBeat = Infinity }: Tempo, beat: number): number {
  const late = Math.max(0, beat - slowsFromBeat)
  return (60 / beatsPerMinute) * (beat + 0.035 * late * late)
}

function silence(length: number): Stereo {
  return { left: new Float32Array(length), right: new Float32Array(length) }
}
