import { Canvas } from '../picture/canvas.ts'
import { circle, polygon, onCircle, rect, ring, sector, type Path } from '../picture/path.ts'
import { basses, held, readChords } from '../score/chords.ts'
import { between, later, readNotes, transposed } from '../score/notation.ts'
import { perform } from '../sound/mix.ts'
import { organ, pedal } from '../sound/sustained.ts'
import type { Piece } from './piece.ts'

const METRE = { beatsPerBar: 4 }
const MELODY = readNotes(
  `
  F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | F#4:1.5 E4:.5 E4:2 |
  F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | E4:1.5 D4:.5 D4:2 |
  E4 E4 F#4 D4 | E4 F#4:.5 G4:.5 F#4 D4 | E4 F#4:.5 G4:.5 F#4 E4 | D4 E4 A3 F#4 |
  - F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | E4:1.5 D4:.5 D4:2
`,
  METRE,
)
const CHORDS = readChords(
  `
  D:4 | A7:4 | D:2 D/F#:2 | D/A:2 A7:2 | D:4 | A7:4 | Bm:2 G:2 | A7:2 D:2 |
  A7:2 D:2 | A7/E:2 D/F#:2 | A7:2 F#7/A#:2 | Bm E7 A D/F# |
  D:4 | A7/E:2 A7:2 | D:2 G:2 | A7:2 D:2
`,
  METRE,
)

// Two verses: the tune alone, as the cellos first have it, then joined part by part.
const VERSE_BEATS = 64
const tune = [...MELODY, ...later(MELODY, VERSE_BEATS)]
// From D3 up: the octave just below the tune.
const inner = held(CHORDS, 50)
const harmony = [...between(inner, 32, VERSE_BEATS), ...later(inner, VERSE_BEATS)]
const bass = basses(CHORDS, 38)
const feet = [...between(bass, 32, VERSE_BEATS), ...later(bass, VERSE_BEATS)]
const descant = later(transposed(between(MELODY, 32, VERSE_BEATS), 12), VERSE_BEATS)

export const odeToJoy: Piece = {
  file: 'ode-to-joy.mp3',
  title: 'Ode to Joy',
  artist: 'Ludwig van Beethoven',
  genre: 'Classical',
  year: '1826',
  play: () =>
    perform(
      [
        { voice: organ, notes: tune, volume: 0.5, echo: 0.5, touch: (beat) => (beat < 32 ? 0.7 : 0.85) },
        { voice: organ, notes: harmony, volume: 0.24, pan: -0.25, echo: 0.5, legato: 0.98 },
        { voice: organ, notes: descant, volume: 0.2, pan: 0.35, echo: 0.6 },
        { voice: pedal, notes: feet, volume: 0.34, echo: 0.4 },
      ],
      { beatsPerMinute: 132, slowsFromBeat: 2 * VERSE_BEATS - 5 },
      { decayS: 2.6 },
      1,
    ),
  draw,
}

/** A rising sun behind organ pipes. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#3a1c4a')
  const [sunX, sunY] = [300, 352]
  for (let ray = 0; ray < 24; ray++) {
    const from = ray / 24,
      colour = ray % 2 ? '#5b2456' : '#e4572e'
    canvas.draw(
      polygon([sunX, sunY], onCircle(sunX, sunY, 640, from), onCircle(sunX, sunY, 640, from + 1 / 24)),
      colour,
      { alpha: ray % 2 ? 1 : 0.82 },
    )
  }
  canvas.draw(circle(sunX, sunY, 232), '#f28f3b')
  canvas.draw(circle(sunX, sunY, 190), '#ffc857')
  canvas.draw(ring(sunX, sunY, 150, 136), '#f28f3b')
  const heights = [196, 252, 316, 388, 452, 388, 316, 252, 196]
  heights.forEach((height, index) => drawPipe(canvas, 300 + (index - 4) * 62, height, index))
  canvas.draw(rect(0, 560, 600, 40), '#26102f')
  return canvas
}

function drawPipe(canvas: Canvas, x: number, height: number, index: number): void {
  const top = 560 - height,
    half = 25
  const body: Path = [...rect(x - half, top, half * 2, height), ...circle(x, top, half)]
  canvas.draw(body, index % 2 ? '#fbe9d0' : '#f7d9a8')
  const shade: Path = [...rect(x, top, half, height), ...sector(x, top, half, 0, -0.25, 0)]
  canvas.draw(shade, '#e9b872', { alpha: 0.75 })
  canvas.draw(sector(x, 520, 17, 0, 0.5, 1), '#3a1c4a')
  canvas.draw(rect(x - 17, 526, 34, 6), '#3a1c4a')
}
