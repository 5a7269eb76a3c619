import { Canvas } from '../picture/canvas.ts'
import {
  arcPoints,
  circle,
  moved,
  onCircle,
  polygon,
  rect,
  stroke,
  turned,
  type Path,
  type Point,
} from '../picture/path.ts'
import { readChords, rootAndFifth, strummed } from '../score/chords.ts'
import { between, later, readNotes, type Note } from '../score/notation.ts'
import { brush } from '../sound/drums.ts'
import { perform } from '../sound/mix.ts'
import { uprightBass } from '../sound/pluck.ts'
import { accordion } from '../sound/sustained.ts'
import type { Piece } from './piece.ts'

const METRE = { beatsPerBar: 4, pickupBeats: 1 }
const MELODY = readNotes(
  `
  C4 | F4:1.5 F4:.5 F4 A4 | G4:1.5 F4:.5 G4 A4 | F4:1.5 F4:.5 A4 C5 | D5:3 D5 |
  C5:1.5 A4:.5 A4 F4 | G4:1.5 F4:.5 G4 A4 | F4:1.5 D4:.5 D4 C4 | F4:3 D5 |
  C5:1.5 A4:.5 A4 F4 | G4:1.5 F4:.5 G4 D5 | C5:1.5 A4:.5 A4 C5 | D5:3 D5 |
  C5:1.5 A4:.5 A4 F4 | G4:1.5 F4:.5 G4 A4 | F4:1.5 D4:.5 D4 C4 | F4:3
`,
  METRE,
)
// The second voice of the refrain, a third or a sixth below.
const BELOW = readNotes(
  `
  Bb4 | A4:1.5 F4:.5 F4 C4 | E4:1.5 D4:.5 E4 Bb4 | A4:1.5 F4:.5 F4 A4 | Bb4:3 Bb4 |
  A4:1.5 F4:.5 F4 C4 | E4:1.5 D4:.5 E4 F4 | D4:1.5 Bb3:.5 Bb3 Bb3 | A3:3
`,
  METRE,
)
const CHORDS = readChords(
  `
  F:4 | C7:4 | F:2 F7:2 | Bb:4 | F:4 | C7:4 | Bb:2 C7:2 | F:2 Bb:2 |
  F:4 | C7:4 | F:2 F7:2 | Bb:4 | F:4 | C7:4 | Bb:2 C7:2 | F:4
`,
  { beatsPerBar: 4 },
)

// Verse, refrain, refrain again with everyone. The pickup D of the refrain ends the bar before it.
const HALF_BEATS = 32
const again = between(MELODY, HALF_BEATS - 1, 2 * HALF_BEATS)
const tune = [...MELODY, ...later(again, HALF_BEATS)]
const second = later(BELOW, 2 * HALF_BEATS)
const accompaniment = [
  ...CHORDS,
  ...later(
    CHORDS.filter(({ atBeats }) => atBeats >= HALF_BEATS),
    HALF_BEATS,
  ),
]
const brushes: Note[] = Array.from({ length: 48 }, (_, index) => ({
  atBeats: index * 2 + 1,
  lengthBeats: 1,
  midi: 60,
})).filter(({ atBeats }) => atBeats >= HALF_BEATS && atBeats < 94)

export const auldLangSyne: Piece = {
  file: 'auld-lang-syne.mp3',
  title: 'Auld Lang Syne',
  artist: 'Traditional (Scotland)',
  genre: 'Folk',
  year: '1799',
  play: () =>
    perform(
      [
        {
          voice: accordion,
          notes: tune,
          volume: 0.5,
          pan: -0.12,
          echo: 0.3,
          touch: (beat) => (beat < HALF_BEATS ? 0.75 : 0.88),
        },
        { voice: accordion, notes: second, volume: 0.34, pan: 0.25, echo: 0.3 },
        {
          voice: accordion,
          notes: strummed(accompaniment, 53, 2, 1),
          volume: 0.13,
          pan: 0.4,
          echo: 0.3,
          legato: 0.7,
        },
        {
          voice: uprightBass,
          notes: rootAndFifth(accompaniment, 34, 2),
          volume: 0.85,
          echo: 0.12,
          legato: 0.85,
        },
        { voice: brush, notes: brushes, volume: 0.9, pan: 0.15, echo: 0.3 },
      ],
      { beatsPerMinute: 108, slowsFromBeat: 90 },
      { decayS: 1.3 },
      3,
    ),
  draw,
}

/** Two glasses meet at midnight. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#7d1d2f')
  canvas.draw(circle(300, 236, 330), '#932a38')
  canvas.draw(circle(300, 236, 226), '#ab3a40')
  for (let spark = 0; spark < 16; spark++) {
    const turns = spark / 16 - 0.25,
      far = spark % 2 ? 150 : 196
    canvas.draw(
      stroke([onCircle(300, 150, 74, turns), onCircle(300, 150, far, turns)], spark % 2 ? 7 : 11),
      '#f6c667',
    )
  }
  canvas.draw(
    polygon(
      ...Array.from({ length: 16 }, (_, corner) => onCircle(300, 150, corner % 2 ? 24 : 58, corner / 16)),
    ),
    '#fff3d9',
  )
  drawGlass(canvas, 121, 0.03, '#f2a541')
  drawGlass(canvas, 479, -0.03, '#ee8434')
  canvas.draw(rect(0, 548, 600, 52), '#2b1220')
  return canvas
}

function drawGlass(canvas: Canvas, x: number, tilt: number, drink: string): void {
  const foot: Point = [x, 548]
  const lean = (path: Path) => turned(moved(path, x, 0), tilt, foot)
  canvas.draw(
    lean([...rect(-7, 360, 14, 176), ...polygon([-72, 548], [-14, 526], [14, 526], [72, 548])]),
    '#fff3d9',
  )
  canvas.draw(lean([arcPoints(0, 250, 122, 0, 0.5)]), '#fff3d9')
  canvas.draw(lean([arcPoints(0, 262, 108, 0, 0.5)]), drink)
  for (const [bubbleX, bubbleY, radius] of [
    [-38, 296, 9],
    [14, 318, 12],
    [44, 286, 7],
    [-8, 284, 6],
  ])
    canvas.draw(lean(circle(bubbleX!, bubbleY!, radius!)), '#fff3d9', { alpha: 0.85 })
}
