import { Canvas } from '../picture/canvas.ts'
import { bezier, circle, leaf, ring, stroke, turned, type Path, type Point } from '../picture/path.ts'
import { readNotes, later } from '../score/notation.ts'
import { perform } from '../sound/mix.ts'
import { koto } from '../sound/pluck.ts'
import { shakuhachi } from '../sound/winds.ts'
import type { Piece } from './piece.ts'

const METRE = { beatsPerBar: 4 }
const MELODY = readNotes(
  `
  A4 A4 B4:2 | A4 A4 B4:2 | A4 B4 C5 B4 | A4 B4:.5 A4:.5 F4:2 |
  E4 C4 E4 F4 | E4 E4:.5 C4:.5 B3:2 | A4 B4 C5 B4 | A4 B4:.5 A4:.5 F4:2 |
  E4 C4 E4 F4 | E4 E4:.5 C4:.5 B3:2 | A4 A4 B4:2 | A4 A4 B4:2 | E4 F4 B4:.5 A4:.5 F4 | E4:4
`,
  METRE,
)
// Open fifths and echoes of the tune below it, all on the strings of the in scale: A B C E F.
const LOWER = readNotes(
  `
  A2 E3 A3 E3 | A2 E3 A3 E3 | A2 E3 A3 E3 | F2 C3 F3:2 |
  A2 E3 C3 A2 | E2 B2 E3:2 | A2 E3 A3 E3 | F2 C3 F3:2 |
  A2 E3 C3 A2 | E2 B2 E3:2 | A2 E3 A3 E3 | A2 E3 A3 E3 | C3 F3 F2 A2 | [E2 B2 E3]:4
`,
  METRE,
)
// A hand drawn down the strings, then one low note left to ring: how koto players open.
const OPENING = readNotes(
  `
  E5:.25 C5:.25 B4:.25 A4:.25 F4:.25 E4:.25 C4:.25 B3:.25 [A2 E3]:2 | r A4:.5 B4:.5 E4:2
`,
  METRE,
)
const OPENING_BEATS = 8
const tune = later(MELODY, OPENING_BEATS)
const blown = tune.filter(({ atBeats }) => atBeats >= OPENING_BEATS + 24)

export const sakura: Piece = {
  file: 'sakura-sakura.opus',
  title: 'さくらさくら (Sakura, Sakura)',
  artist: 'Traditional (Japan)',
  genre: 'Folk',
  year: '1888',
  play: () =>
    perform(
      [
        {
          voice: koto,
          notes: [...OPENING, ...tune],
          volume: 0.85,
          pan: -0.15,
          echo: 0.5,
          legato: 3,
          touch: (beat) => (beat < OPENING_BEATS + 24 ? 0.9 : 0.62),
        },
        {
          voice: koto,
          notes: later(LOWER, OPENING_BEATS),
          volume: 0.44,
          pan: -0.4,
          echo: 0.5,
          legato: 2.5,
          strumMs: 70,
          touch: (beat) => (beat % 4 === 0 ? 0.85 : 0.62),
        },
        {
          voice: shakuhachi,
          notes: blown,
          volume: 0.21,
          pan: 0.3,
          echo: 0.8,
          legato: 0.97,
          touch: () => 0.75,
        },
      ],
      { beatsPerMinute: 72, slowsFromBeat: OPENING_BEATS + 49 },
      { decayS: 3.2, dullness: 0.45 },
      4,
    ),
  draw,
}

/** One blossom before the sun, waves below. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#f7e3d4')
  canvas.draw(circle(352, 262, 214), '#d8402f')
  const twig = bezier([-20, 128], [150, 300], [330, 250])
  canvas.draw(stroke(twig, 17), '#3b2430')
  canvas.draw(stroke(bezier([92, 216], [118, 120], [196, 78]), 10), '#3b2430')
  drawBlossom(canvas, [330, 250], 150, 0.05)
  drawBlossom(canvas, [196, 84], 62, 0.12)
  for (const [x, y, turns] of [
    [520, 96, 0.1],
    [92, 388, 0.3],
    [486, 420, 0.7],
  ] as const)
    canvas.draw(turned(petal([x, y], 52), turns, [x, y]), '#f4a7b2')
  drawWaves(canvas)
  return canvas
}

function drawBlossom(canvas: Canvas, centre: Point, size: number, tilt: number): void {
  for (let index = 0; index < 5; index++) {
    canvas.draw(turned(petal(centre, size), index / 5 + tilt, centre), index % 2 ? '#f9c5cb' : '#f6b1bd')
    canvas.draw(
      turned(leaf(centre, [centre[0], centre[1] - size * 0.5], 0.2), index / 5 + tilt, centre),
      '#e27587',
    )
  }
  canvas.draw(circle(...centre, size * 0.13), '#f2b441')
}

/** Pointing up from the centre, with the notch that tells a cherry from a plum. */
function petal([x, y]: Point, size: number): Path {
  const left = bezier([x, y], [x - size * 0.78, y - size * 0.55], [x - size * 0.2, y - size])
  const right = bezier([x + size * 0.2, y - size], [x + size * 0.78, y - size * 0.55], [x, y])
  return [[...left, [x - size * 0.2, y - size], [x, y - size * 0.84], ...right]]
}

function drawWaves(canvas: Canvas): void {
  for (let row = 0; row < 4; row++) {
    for (let wave = -1; wave < 8; wave++) {
      const x = wave * 92 + (row % 2) * 46,
        y = 536 + row * 34
      canvas.draw(circle(x, y, 48), '#24466b')
      for (const radius of [38, 24]) canvas.draw(ring(x, y, radius, radius - 6), '#f7e3d4')
      canvas.draw(circle(x, y, 8), '#f7e3d4')
    }
  }
}
