import { midiOf, walkBars, type Metre, type Note } from './notation.ts'

export type Chord = { atBeats: number; lengthBeats: number; root: number; bass: number; tones: number[] }

const QUALITIES: Record<string, number[]> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  '7': [0, 4, 7, 10],
  m7: [0, 3, 7, 10],
  '6': [0, 4, 7, 9],
  dim: [0, 3, 6],
  '5': [0, 7],
}

/** Reads a chord line such as `D:2 A7:2 | Bm:4`; `D/F#` puts F# in the bass. Bars are checked as in `readNotes`. */
export function readChords(text: string, metre: Metre): Chord[] {
  const chords: Chord[] = []
  walkBars(text, metre, (word, atBeats, lengthBeats) => {
    if (word === 'r') return
    const match = /^([A-G][#b]?)([a-z0-9]*)(?:\/([A-G][#b]?))?$/.exec(word)
    const steps = match && QUALITIES[match[2]!]
    if (!match || !steps) throw new Error(`Not a chord: ${word}`)
    const root = midiOf(`${match[1]}4`) % 12
    const bass = match[3] ? midiOf(`${match[3]}4`) % 12 : root
    chords.push({ atBeats, lengthBeats, root, bass, tones: steps.map((step) => (root + step) % 12) })
  })
  return chords
}

/** Every tone inside the octave above `lowMidi`: neighbouring chords then move by small steps without more rules. */
export function voiced(chord: Chord, lowMidi: number): number[] {
  return chord.tones.map((tone) => atOrAbove(tone, lowMidi)).sort((a, b) => a - b)
}

export function held(chords: Chord[], lowMidi: number): Note[] {
  return chords.flatMap((chord) =>
    voiced(chord, lowMidi).map((midi) => ({ atBeats: chord.atBeats, lengthBeats: chord.lengthBeats, midi })),
  )
}

export function basses(chords: Chord[], lowMidi: number): Note[] {
  return chords.map(({ atBeats, lengthBeats, bass }) => ({
    atBeats,
    lengthBeats,
    midi: atOrAbove(bass, lowMidi),
  }))
}

/** Root and fifth in turn, one every `stepBeats`: the marching bass. */
export function rootAndFifth(chords: Chord[], lowMidi: number, stepBeats: number): Note[] {
  return onSteps(chords, stepBeats, (chord, step) => [
    step % 2 === 0 ? atOrAbove(chord.bass, lowMidi) : atOrAbove((chord.root + 7) % 12, lowMidi - 4),
  ])
}

/** Chords struck at `offsetBeats` after every `stepBeats`: the "chick" of a boom-chick. */
export function strummed(chords: Chord[], lowMidi: number, stepBeats: number, offsetBeats = 0): Note[] {
  return onSteps(chords, stepBeats, (chord) => voiced(chord, lowMidi)).map((note) => ({
    ...note,
    atBeats: note.atBeats + offsetBeats,
    lengthBeats: stepBeats - offsetBeats,
  }))
}

/** Broken chords: `pattern` counts chord tones upward from the bass (0), going on into the octaves above. */
export function broken(chords: Chord[], lowMidi: number, pattern: number[], stepBeats: number): Note[] {
  return onSteps(chords, stepBeats, (chord, step) => {
    const bassMidi = atOrAbove(chord.bass, lowMidi)
    const ladder = [
      bassMidi,
      ...[0, 12, 24].flatMap((octave) => voiced(chord, bassMidi + 5).map((midi) => midi + octave)),
    ]
    return [ladder[pattern[step % pattern.length]!]!]
  })
}

function onSteps(chords: Chord[], stepBeats: number, pick: (chord: Chord, step: number) => number[]): Note[] {
  return chords.flatMap((chord) =>
    Array.from({ length: Math.round(chord.lengthBeats / stepBeats) }, (_, step) =>
      pick(chord, step).map((midi) => ({
        atBeats: chord.atBeats + step * stepBeats,
        lengthBeats: stepBeats,
        midi,
      })),
    ).flat(),
  )
}

function atOrAbove(pitchClass: number, lowMidi: number): number {
  return lowMidi + ((((pitchClass - lowMidi) % 12) + 12) % 12)
}
