import { Canvas } from '../picture/canvas.ts'
import { bezier, circle, polygon, ring, sector, stroke, type Point } from '../picture/path.ts'
import { readChords, rootAndFifth, strummed } from '../score/chords.ts'
import { later, readNotes, type Note } from '../score/notation.ts'
import { bassDrum, cymbal, snare } from '../sound/drums.ts'
import { perform } from '../sound/mix.ts'
import { banjo } from '../sound/pluck.ts'
import { clarinet, trombone, trumpet, tuba } from '../sound/winds.ts'
import type { Piece } from './piece.ts'

const MELODY = readNotes(
  `
  F4 A4 Bb4 | C5:4 | - F4 A4 Bb4 | C5:4 | - F4 A4 Bb4 | C5:2 A4:2 | F4:2 A4:2 | G4:4 | - A4 A4 G4 |
  F4:3 F4 | A4:2 C5 C5 | C5 Bb4:3 | -:2 A4 Bb4 | C5:2 A4:2 | F4:2 G4:2 | F4:4 | -
`,
  { beatsPerBar: 4, pickupBeats: 3 },
)
// A trombone that answers wherever the tune holds still.
const ANSWERS = readNotes(
  `
  r:4 | r F3 A3 Bb3 | C4:4 | r C4 Bb3 A3 | F3:2 C3:2 | D3:2 F3:2 | E3:3 F3 | G3:2 Bb3 C4 |
  A3:4 | F3:2 Eb3:2 | D3:3 D3 | Db3:4 | C3:2 F3:2 | A3:2 Bb3:2 | A3 C4 A3 F3 | F4
`,
  { beatsPerBar: 4 },
)
// A clarinet running above in eighths, arpeggio by arpeggio.
const RUNS = readNotes(
  `
  C5:.5 F5:.5 A5:.5 F5:.5 C6 A5 | F5:.5 A5:.5 C6:.5 A5:.5 F5 C5 | A5:.5 C6:.5 A5:.5 F5:.5 C5 F5 | A5:2 r:2 |
  C6:.5 A5:.5 F5:.5 A5:.5 C6 A5 | A5:.5 F5:.5 D5:.5 F5:.5 A5 F5 | G5:.5 E5:.5 C5:.5 E5:.5 G5 Bb5 | C6:.5 Bb5:.5 G5:.5 E5:.5 C5:2 |
  F5:.5 A5:.5 C6:.5 A5:.5 F5 C5 | Eb5:.5 F5:.5 A5:.5 C6:.5 Eb6 C6 | D6:.5 Bb5:.5 F5:.5 Bb5:.5 D6 Bb5 | Db6:.5 Bb5:.5 F5:.5 Bb5:.5 Db6:2 |
  C6:.5 A5:.5 F5:.5 A5:.5 C6 A5 | D6:.5 C6:.5 Bb5:.5 G5:.5 E5 C5 | F5 A5 C6 A5 | F6
`,
  { beatsPerBar: 4 },
)
const CHORDS = readChords(
  `
  F:4 | F:4 | F:4 | F:4 | F:4 | F:4 | C7:4 | C7:4 | F:4 | F7:4 | Bb:4 | Bbm:4 | F:4 | C7:4 | F:4 | F:4
`,
  { beatsPerBar: 4 },
)

const CHORUS_BEATS = 64
const threeTimes = (notes: Note[]) => [0, 1, 2].flatMap((chorus) => later(notes, chorus * CHORUS_BEATS))
const tune = threeTimes(MELODY)
// Everyone ends together on the first beat of the last bar.
const lastBeat = 3 * CHORUS_BEATS - 3
const chords = [0, 1, 2].flatMap((chorus) => later(CHORDS, chorus * CHORUS_BEATS))
const untilEnd = (notes: Note[]) => notes.filter(({ atBeats }) => atBeats < lastBeat)
const beat = (every: number, from: number, offset = 0): Note[] =>
  Array.from({ length: Math.ceil((lastBeat - from - offset) / every) }, (_, index) => ({
    atBeats: from + offset + index * every,
    lengthBeats: 1,
    midi: 60,
  }))
// Swing: the off-beat stroke of the cymbal falls on the last third of the beat.
const ride = [...beat(2, CHORUS_BEATS), ...beat(2, CHORUS_BEATS, 1), ...beat(2, CHORUS_BEATS, 1 + 2 / 3)]

export const saints: Piece = {
  file: 'when-the-saints-go-marching-in.ogg',
  title: 'When the Saints Go Marching In',
  artist: 'Traditional (United States)',
  genre: 'Jazz',
  play: () =>
    perform(
      [
        {
          voice: trumpet,
          notes: tune,
          volume: 0.52,
          pan: 0.05,
          echo: 0.25,
          legato: 0.88,
          touch: (at) => (at < CHORUS_BEATS ? 0.78 : 0.9),
        },
        {
          voice: trombone,
          notes: [...later(ANSWERS, CHORUS_BEATS), ...later(ANSWERS, 2 * CHORUS_BEATS)],
          volume: 0.27,
          pan: -0.35,
          echo: 0.25,
          legato: 0.92,
        },
        {
          voice: clarinet,
          notes: later(RUNS, 2 * CHORUS_BEATS),
          volume: 0.14,
          pan: 0.45,
          echo: 0.3,
          legato: 0.9,
        },
        { voice: tuba, notes: untilEnd(rootAndFifth(chords, 36, 2)), volume: 0.6, echo: 0.1, legato: 0.6 },
        {
          voice: banjo,
          notes: untilEnd(strummed(chords, 57, 2, 1)),
          volume: 0.5,
          pan: 0.35,
          echo: 0.12,
          legato: 0.8,
          strumMs: 9,
        },
        {
          voice: banjo,
          notes: untilEnd(strummed(chords, 57, 2)),
          volume: 0.22,
          pan: 0.35,
          echo: 0.12,
          legato: 0.4,
          strumMs: 9,
        },
        { voice: bassDrum, notes: beat(2, 0), volume: 0.34, echo: 0.1 },
        { voice: snare, notes: beat(2, 0, 1), volume: 0.5, pan: -0.12, echo: 0.25 },
        { voice: cymbal, notes: ride, volume: 0.42, pan: -0.4, echo: 0.15 },
      ],
      { beatsPerMinute: 206 },
      { decayS: 0.9, dullness: 0.5 },
      5,
    ),
  draw,
}

/** A trumpet bell and what comes out of it. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#12564f')
  const [bellX, bellY]: Point = [352, 300]
  ;['#f3e3c3', '#e8623a', '#f4b731', '#8a3f7d'].forEach((colour, index) =>
    canvas.draw(sector(240, bellY, 222 + index * 46, 190 + index * 46, -0.1, 0.1), colour),
  )
  const upper = bezier([-20, 268], [262, 276], [bellX + 26, 92]),
    lower = bezier([bellX + 26, 508], [262, 324], [-20, 332])
  canvas.draw(polygon(...upper, [bellX + 26, 92], ...lower, [-20, 332]), '#f4b731')
  canvas.draw(
    polygon(...bezier([-20, 312], [262, 318], [bellX + 10, 470]), [bellX + 26, 508], ...lower, [-20, 332]),
    '#d68a1f',
  )
  canvas.draw(
    stroke(
      [
        [bellX + 26, 96],
        [bellX + 26, 504],
      ],
      22,
    ),
    '#fbe3a2',
  )
  for (let valve = 0; valve < 3; valve++) {
    const x = 62 + valve * 70
    canvas.draw(
      stroke(
        [
          [x, 238],
          [x, 408],
        ],
        46,
      ),
      valve % 2 ? '#e8623a' : '#c8452b',
    )
    canvas.draw(
      stroke(
        [
          [x, 178],
          [x, 226],
        ],
        12,
      ),
      '#fbe3a2',
    )
    canvas.draw(
      stroke(
        [
          [x - 16, 172],
          [x + 16, 172],
        ],
        20,
      ),
      '#f3e3c3',
    )
    canvas.draw(ring(x, 330, 13, 6), '#f3e3c3')
  }
  canvas.draw(circle(486, 528, 20), '#f4b731')
  canvas.draw(circle(486, 72, 20), '#e8623a')
  return canvas
}
