import { Canvas } from '../picture/canvas.ts'
import { circle, leaf, onCircle, rect, ring } from '../picture/path.ts'
import { broken, readChords } from '../score/chords.ts'
import { later, readNotes, transposed } from '../score/notation.ts'
import { perform } from '../sound/mix.ts'
import { lute } from '../sound/pluck.ts'
import { recorder } from '../sound/winds.ts'
import type { Piece } from './piece.ts'

// Beats are eighth notes. The pickup of each half is written into the bar before it.
const METRE = { beatsPerBar: 6, pickupBeats: 1 }
const VERSE = readNotes(
  `
  A4 | C5:2 D5 E5:1.5 F#5:.5 E5 | D5:2 B4 G4:1.5 A4:.5 B4 | C5:2 A4 A4:1.5 G#4:.5 A4 | B4:2 G#4 E4:2 A4 |
  C5:2 D5 E5:1.5 F#5:.5 E5 | D5:2 B4 G4:1.5 A4:.5 B4 | C5:1.5 B4:.5 A4 G#4:1.5 F#4:.5 G#4 | A4:3 A4:3
`,
  METRE,
)
const REFRAIN = readNotes(
  `
  G5:3 G5:1.5 F#5:.5 E5 | D5:2 B4 G4:1.5 A4:.5 B4 | C5:2 A4 A4:1.5 G#4:.5 A4 | B4:2 G#4 E4:3 |
  G5:3 G5:1.5 F#5:.5 E5 | D5:2 B4 G4:1.5 A4:.5 B4 | C5:1.5 B4:.5 A4 G#4:1.5 F#4:.5 G#4 | A4:6
`,
  { beatsPerBar: 6 },
)
const VERSE_CHORDS = readChords('Am:6 | G:6 | Am:6 | E:6 | Am:6 | G:6 | Am:3 E:3 | Am:6', { beatsPerBar: 6 })
const REFRAIN_CHORDS = readChords('C:6 | G:6 | Am:6 | E:6 | C:6 | G:6 | Am:3 E:3 | Am:6', { beatsPerBar: 6 })

const HALF_BEATS = 48
// The lute has the first verse; the recorder takes the tune in the refrain and keeps it, an octave up.
const onLute = [...VERSE, ...later(VERSE, 2 * HALF_BEATS)]
const onRecorder = transposed(
  [...later(REFRAIN, HALF_BEATS), ...later(VERSE, 2 * HALF_BEATS), ...later(REFRAIN, 3 * HALF_BEATS)],
  12,
)
const underneath = [VERSE_CHORDS, REFRAIN_CHORDS, VERSE_CHORDS, REFRAIN_CHORDS].flatMap((chords, half) =>
  later(broken(chords, 43, [0, 1, 2, 3, 2, 1], 1), half * HALF_BEATS),
)

export const greensleeves: Piece = {
  file: 'greensleeves.m4a',
  title: 'Greensleeves',
  artist: 'Traditional (England)',
  genre: 'Folk',
  year: '1580',
  play: () =>
    perform(
      [
        { voice: lute, notes: onLute, volume: 0.9, pan: -0.15, echo: 0.3, legato: 1.6, touch: accent },
        { voice: recorder, notes: onRecorder, volume: 0.25, pan: 0.3, echo: 0.55, touch: accent },
        {
          voice: lute,
          notes: underneath,
          volume: 0.4,
          pan: -0.3,
          echo: 0.3,
          legato: 3.5,
          touch: (beat) => accent(beat) * 0.85,
        },
      ],
      { beatsPerMinute: 204, slowsFromBeat: 4 * HALF_BEATS - 10 },
      { decayS: 1.7 },
      2,
    ),
  draw,
}

function accent(beat: number): number {
  return beat % 6 === 0 ? 0.9 : beat % 3 === 0 ? 0.8 : 0.68
}

/** The rose of a lute: leaves around a sound hole, the strings across it. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#e9dcb4')
  canvas.draw(circle(300, 300, 392), '#b9c17a')
  canvas.draw(circle(300, 300, 282), '#1f4d3a')
  canvas.draw(ring(300, 300, 262, 252), '#d9a441')
  for (let petal = 0; petal < 12; petal++)
    canvas.draw(
      leaf(onCircle(300, 300, 70, petal / 12), onCircle(300, 300, 244, petal / 12), 0.44),
      petal % 2 ? '#3f7d4e' : '#78a75a',
      { alpha: 0.92 },
    )
  for (let petal = 0; petal < 12; petal++)
    canvas.draw(
      leaf(onCircle(300, 300, 92, (petal + 0.5) / 12), onCircle(300, 300, 196, (petal + 0.5) / 12), 0.3),
      '#e9dcb4',
    )
  for (let petal = 0; petal < 6; petal++)
    canvas.draw(leaf([300, 300], onCircle(300, 300, 108, petal / 6 + 1 / 24), 0.5), '#d9a441')
  canvas.draw(circle(300, 300, 30), '#c4512d')
  for (let string = 0; string < 6; string++)
    canvas.draw(rect(205 + string * 38 - (6 - string) * 0.35, 0, 1.6 + (6 - string) * 0.7, 600), '#fbf4dc', {
      alpha: 0.9,
    })
  return canvas
}
