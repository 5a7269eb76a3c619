export type Note = { atBeats: number; lengthBeats: number; midi: number }
export type Metre = { beatsPerBar: number; pickupBeats?: number; unitBeats?: number }

const SEMITONES: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }

/**
 * Reads a melody written as text: `F#4` is one unit long, `F#4:1.5` one and a half, `r` a rest, `-` holds the note
 * before it (over a bar line, say), `[D4 A4]:2` sounds together. Bars end at `|` and must be full, so a slip in the
 * rhythm stops the script instead of being heard; only a pickup and the last bar may be short.
 */
export function readNotes(text: string, metre: Metre): Note[] {
  const notes: Note[] = []
  let lastSounded: Note[] = []
  walkBars(text, metre, (word, atBeats, lengthBeats) => {
    if (word === 'r') return
    if (word === '-') {
      for (const note of lastSounded) note.lengthBeats += lengthBeats
      return
    }
    lastSounded = word
      .replace(/[[\]]/g, '')
      .split('+')
      .map((pitch) => ({ atBeats, lengthBeats, midi: midiOf(pitch) }))
    notes.push(...lastSounded)
  })
  return notes
}

/** Walks any text of `word:length` in full bars; `readNotes` and the chord line share it. */
export function walkBars(
  text: string,
  metre: Metre,
  visit: (word: string, atBeats: number, lengthBeats: number) => void,
): void {
  const { beatsPerBar, pickupBeats = 0, unitBeats = 1 } = metre
  const bars = text
    .trim()
    .replace(/\[[^\]]*\]/g, (chord) => chord.replace(/ +/g, '+'))
    .split('|')
    .filter((bar) => bar.trim())
  // Beat 0 is the first bar line, so a pickup lies before it.
  let atBeats = -pickupBeats
  bars.forEach((bar, index) => {
    const startBeats = atBeats
    for (const item of bar.trim().split(/\s+/)) {
      const [word = '', length = '1'] = item.split(':')
      const lengthBeats = Number(length) * unitBeats
      visit(word, atBeats, lengthBeats)
      atBeats += lengthBeats
    }
    const expected = index === 0 && pickupBeats > 0 ? pickupBeats : beatsPerBar
    const isOff = Math.abs(atBeats - startBeats - expected) > 1e-6
    if (isOff && index < bars.length - 1)
      throw new Error(`Bar ${index + 1} has ${atBeats - startBeats} beats, not ${expected}: ${bar}`)
  })
}

/** `A4` is 69, as in MIDI; sharps are `#`, flats `b`. */
export function midiOf(pitch: string): number {
  const match = /^([A-G])([#b]?)(-?\d)$/.exec(pitch)
  const semitones = match && SEMITONES[match[1]!]
  if (!match || semitones === undefined || semitones === null) throw new Error(`Not a pitch: ${pitch}`)
  return semitones + (match[2] === '#' ? 1 : match[2] === 'b' ? -1 : 0) + (Number(match[3]) + 1) * 12
}

export function hertzOf(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12)
}

/** Moves notes or chords along in time. */
export function later<Timed extends { atBeats: number }>(timed: Timed[], beats: number): Timed[] {
  return timed.map((one) => ({ ...one, atBeats: one.atBeats + beats }))
}

export function transposed(notes: Note[], semitones: number): Note[] {
  return notes.map((note) => ({ ...note, midi: note.midi + semitones }))
}

/** The notes that start in [fromBeats, toBeats). */
export function between(notes: Note[], fromBeats: number, toBeats: number): Note[] {
  return notes.filter((note) => note.atBeats >= fromBeats && note.atBeats < toBeats)
}
