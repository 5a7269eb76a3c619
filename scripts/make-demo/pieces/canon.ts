import { Canvas } from '../picture/canvas.ts'
import { circle, rect, ring, sector } from '../picture/path.ts'
import { broken, readChords } from '../score/chords.ts'
import { between, later, readNotes } from '../score/notation.ts'
import { perform } from '../sound/mix.ts'
import { harp } from '../sound/pluck.ts'
import { strings } from '../sound/sustained.ts'
import type { Piece } from './piece.ts'

// Beats are the notes of the bass, of which every round has eight.
const ROUND_BEATS = 8
const METRE = { beatsPerBar: ROUND_BEATS }
const eighths = { ...METRE, unitBeats: 0.5 },
  sixteenths = { ...METRE, unitBeats: 0.25 },
  quick = { ...METRE, unitBeats: 0.125 }
const BASS = readNotes('D3 A2 B2 F#2 G2 D2 G2 A2', METRE)
const CHORDS = readChords('D A Bm F#m G D G A', METRE)
// What each violin plays, round after round; the second and third come in one and two rounds later with the same.
const ROUNDS = [
  readNotes('F#5 E5 D5 C#5 B4 A4 B4 C#5', METRE),
  readNotes('D5 C#5 B4 A4 G4 F#4 G4 E4', METRE),
  readNotes('D4 F#4 A4 G4 F#4 D4 F#4 E4 D4 B3 D4 A4 G4 B4 A4 G4', eighths),
  readNotes('F#4 D4 E4 C#5 D5 F#5 A5 A4 B4 G4 A4 F#4 D4 D5 D5:1.5 C#5:.5', eighths),
  readNotes(
    `D5 C#5 D5 D4 C#4 A4 E4 F#4 D4 D5 C#5 B4 C#5 F#5 A5 B5 G5 F#5 E5 G5 F#5 E5 D5 C#5 B4 A4 G4 F#4 E4 G4 F#4 E4`,
    sixteenths,
  ),
  readNotes(
    `
    A5:2 F#5 G5 A5:2 F#5 G5 A5 A4 B4 C#5 D5 E5 F#5 G5 F#5:2 D5 E5 F#5:2 F#4 G4 A4 B4 A4 G4 A4 F#4 G4 A4
    G4:2 B4 A4 G4:2 F#4 E4 F#4 E4 D4 E4 F#4 G4 A4 B4 G4:2 B4 A4 B4:2 C#5 D5 A4 B4 C#5 D5 E5 F#5 G5 A5
  `,
    quick,
  ),
]
const lastBeat = (ROUNDS.length + 1) * ROUND_BEATS
const violin = ROUNDS.flatMap((round, index) => later(round, (index + 1) * ROUND_BEATS))
const follower = (rounds: number) => between(later(violin, rounds * ROUND_BEATS), 0, lastBeat)
const ending = readNotes('[F#5]:5', METRE),
  endingBelow = readNotes('[D5 A4]:5', METRE),
  endingBass = readNotes('[D2 D3]:5', METRE)
const bass = Array.from({ length: ROUNDS.length + 1 }, (_, round) => later(BASS, round * ROUND_BEATS)).flat()
const plucked = Array.from({ length: ROUNDS.length + 1 }, (_, round) =>
  later(broken(CHORDS, 50, [1, 2, 3, 2], 0.5), round * ROUND_BEATS),
).flat()
// The quick notes of the last round are lighter than the long ones of the first.
const touch = (beat: number) => (beat < 3 * ROUND_BEATS ? 0.85 : 0.75)

export const canon: Piece = {
  file: 'canon-in-d.mp3',
  title: 'Canon in D',
  artist: 'Johann Pachelbel',
  genre: 'Classical',
  year: '1919',
  play: () =>
    perform(
      [
        {
          voice: strings,
          notes: [...violin, ...later(ending, lastBeat)],
          volume: 0.4,
          pan: 0,
          echo: 0.5,
          legato: 1.03,
          touch,
        },
        {
          voice: strings,
          notes: [...follower(1), ...later(endingBelow, lastBeat)],
          volume: 0.34,
          pan: -0.6,
          echo: 0.5,
          legato: 1.03,
          touch,
        },
        { voice: strings, notes: follower(2), volume: 0.34, pan: 0.6, echo: 0.5, legato: 1.03, touch },
        {
          voice: strings,
          notes: [...bass, ...later(endingBass, lastBeat)],
          volume: 0.28,
          pan: 0.1,
          echo: 0.35,
          legato: 0.98,
          touch: () => 0.7,
        },
        {
          voice: harp,
          notes: [...plucked, ...later(readNotes('[D3 A3 D4 F#4 A4 D5]:5', METRE), lastBeat)],
          volume: 0.4,
          pan: -0.2,
          echo: 0.35,
          legato: 2.5,
          strumMs: 60,
          touch: () => 0.62,
        },
      ],
      { beatsPerMinute: 64, slowsFromBeat: lastBeat - 3 },
      { decayS: 2.2 },
      7,
    ),
  draw,
}

/** The same arch three times, each a step behind; the eight bass notes below. */
function draw(): Canvas {
  const canvas = new Canvas(600, 600, '#f4e6cf')
  const voices = [
    ['#f07f56', 184, 214],
    ['#62aebd', 300, 274],
    ['#f6c453', 416, 334],
  ] as const
  for (const [colour, x, y] of voices) {
    for (const [outer, inner] of [
      [172, 132],
      [108, 68],
      [44, 0],
    ] as const)
      canvas.draw(arch(x, y, outer, inner, 470), colour, { multiply: true })
  }
  canvas.draw(rect(0, 470, 600, 130), '#21364b')
  ;[7, 4, 5, 2, 3, 0, 3, 4].forEach((step, index) => {
    const x = 61 + index * 68.3,
      y = 564 - step * 9
    canvas.draw(circle(x, y, 19), '#f4e6cf')
    canvas.draw(ring(x, y, 11, 5), '#21364b')
  })
  return canvas
}

function arch(x: number, y: number, outer: number, inner: number, foot: number): ReturnType<typeof sector> {
  const legs =
    inner > 0
      ? [...rect(x - outer, y, outer - inner, foot - y), ...rect(x + inner, y, outer - inner, foot - y)]
      : rect(x - outer, y, outer * 2, foot - y)
  return [...sector(x, y, outer, inner, 0.5, 1), ...legs]
}
