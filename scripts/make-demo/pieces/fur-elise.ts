import { Canvas } from '../picture/canvas.ts'
import { circle, leaf, onCircle, sector } from '../picture/path.ts'
import { later, readNotes, type Note } from '../score/notation.ts'
import { perform } from '../sound/mix.ts'
import { piano } from '../sound/piano.ts'
import type { Piece } from './piece.ts'

// Beats are sixteenth notes, six to the bar. Each section carries its own pickup, so its last bar is short by it.
const METRE = { beatsPerBar: 6, pickupBeats: 2 }
const THEME = readNotes(
  `
  E5 D#5 | E5 D#5 E5 B4 D5 C5 | A4:2 r C4 E4 A4 | B4:2 r E4 G#4 B4 | C5:2 r E4 E5 D#5 |
  E5 D#5 E5 B4 D5 C5 | A4:2 r C4 E4 A4 | B4:2 r E4 C5 B4 | A4:4
`,
  METRE,
)
const THEME_LEFT = readNotes(
  `
  r:2 | r:6 | A2 E3 A3 r:3 | E2 E3 G#3 r:3 | A2 E3 A3 r:3 | r:6 | A2 E3 A3 r:3 | E2 E3 G#3 r:3 | A2 E3 A3 r
`,
  METRE,
)
const MIDDLE = readNotes(
  `
  C5 D5 | E5:3 G4 F5 E5 | D5:3 F4 E5 D5 | C5:3 E4 D5 C5 | B4:2 r E4 E5 r | r E5 E6 r r D#5 | E5:2 r D#5
`,
  METRE,
)
const MIDDLE_LEFT = readNotes(
  `
  r:2 | C3 G3 C4 r:3 | G2 G3 B3 r:3 | A2 E3 A3 r:3 | E2 E3 E4 r r E4 | E5 r r D#5 E5 r | r D#5 E5 r
`,
  METRE,
)
const B4 = 71

type Section = { right: Note[]; left: Note[]; bars: number }
const theme: Section = { right: THEME, left: THEME_LEFT, bars: 8 }
// On the way into the middle the last A gives way to a rising B that its pickup, C and D, goes on from.
const leading: Section = {
  ...theme,
  right: [
    ...THEME.map((note) => (note.atBeats === 42 ? { ...note, lengthBeats: 2 } : note)),
    { atBeats: 45, lengthBeats: 1, midi: B4 },
  ],
}
const middle: Section = { right: MIDDLE, left: MIDDLE_LEFT, bars: 6 }
const sections = [theme, leading, middle, leading, middle, theme]

let bar = 0
const right: Note[] = [],
  left: Note[] = []
for (const section of sections) {
  right.push(...later(section.right, bar * 6))
  left.push(...later(section.left, bar * 6))
  bar += section.bars
}

export const furElise: Piece = {
  file: 'fur-elise.mp3',
  title: 'Für Elise',
  artist: 'Ludwig van Beethoven',
  genre: 'Classical',
  year: '1867',
  play: () =>
    perform(
      [
        {
          voice: piano,
          notes: pedalled(right, 1),
          volume: 0.62,
          pan: 0.18,
          echo: 0.25,
          legato: 1,
          touch: (beat) => 0.62 + 0.14 * Math.sin((beat / 48) * Math.PI) ** 2,
        },
        {
          voice: piano,
          notes: pedalled(left, 6),
          volume: 0.32,
          pan: -0.22,
          echo: 0.25,
          legato: 1,
          touch: () => 0.55,
        },
      ],
      { beatsPerMinute: 268, slowsFromBeat: bar * 6 - 12 },
      { decayS: 1.6, dullness: 0.5 },
      6,
    ),
  draw,
}

/** The foot on the pedal: notes ring on for a while, but not past the bar whose harmony they belong to. */
function pedalled(notes: Note[], beats: number): Note[] {
  return notes.map((note) => {
    const barEnd = (Math.floor(note.atBeats / 6) + 1) * 6
    return {
      ...note,
      lengthBeats: Math.max(note.lengthBeats, Math.min(note.lengthBeats + beats, barEnd - note.atBeats)),
    }
  })
}

/** A keyboard bent around a rose. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#c9707d')
  const [x, y] = [300, 300]
  canvas.draw(circle(x, y, 276), '#2a1a2e')
  const keys = 28,
    black = [1, 1, 0, 1, 1, 1, 0]
  for (let key = 0; key < keys; key++)
    canvas.draw(sector(x, y, 268, 150, key / keys + 0.0022, (key + 1) / keys - 0.0022), '#fbf1e4')
  for (let key = 0; key < keys; key++)
    if (black[key % 7])
      canvas.draw(sector(x, y, 268, 196, (key + 0.68) / keys, (key + 1.32) / keys), '#2a1a2e')
  for (const key of [2, 9, 18])
    canvas.draw(sector(x, y, 190, 150, key / keys + 0.0022, (key + 1) / keys - 0.0022), '#e8a13d')
  canvas.draw(circle(x, y, 150), '#7c1f3a')
  const rounds = [
    [8, 132, 0.5, '#a32d4b'],
    [7, 106, 0.56, '#bf4259'],
    [6, 82, 0.6, '#d65f68'],
    [5, 58, 0.66, '#ea8a83'],
  ] as const
  rounds.forEach(([petals, radius, fatness, colour], round) => {
    for (let petal = 0; petal < petals; petal++) {
      const turns = petal / petals + round * 0.07
      canvas.draw(
        leaf(onCircle(x, y, radius, turns - 0.09), onCircle(x, y, radius, turns + 0.13), fatness),
        colour,
      )
    }
  })
  canvas.draw(circle(x, y, 38), '#f6b8a2')
  canvas.draw(sector(x, y, 24, 15, 0.1, 0.75), '#d65f68')
  return canvas
}
