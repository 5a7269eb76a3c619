import { bytesOf } from '../encode.ts'
import { Canvas } from '../picture/canvas.ts'
import { circle, onCircle, polygon, rect, stroke, type Path } from '../picture/path.ts'
import type { Stereo } from '../sound/room.ts'
import { eased, SAMPLE_RATE } from '../sound/tone.ts'
import { lettering } from './digits.ts'
import type { Line } from './subtitles.ts'

export const SIZE = { width: 640, height: 360, perSecond: 30 }
export const SERIES = { title: 'Keeping Time', year: 2026, folder: 'series/Keeping Time (2026)' }

export type Episode = {
  number: number
  title: string
  beatsPerMinute: number
  colour: string
  /** What is said in it, by language. */
  said: Record<'en' | 'de', string[]>
}

export const EPISODES: Episode[] = [
  {
    number: 1,
    title: 'Largo',
    beatsPerMinute: 40,
    colour: '#8ab8ff',
    said: {
      en: ['Forty beats a minute.', 'Slow enough to look out of the window.', 'Largo means: broadly.'],
      de: ['Vierzig Schläge in der Minute.', 'Langsam genug, um hinauszuschauen.', 'Largo heißt: breit.'],
    },
  },
  {
    number: 2,
    title: 'Andante',
    beatsPerMinute: 80,
    colour: '#f4ad42',
    said: {
      en: ['Eighty beats a minute.', 'As people walk who are not late.', 'Andante means: walking.'],
      de: [
        'Achtzig Schläge in der Minute.',
        'So gehen Leute, die nicht spät dran sind.',
        'Andante heißt: gehend.',
      ],
    },
  },
  {
    number: 3,
    title: 'Presto',
    beatsPerMinute: 160,
    colour: '#ff8cc0',
    said: {
      en: ['A hundred and sixty beats a minute.', 'Now they are late.', 'Presto means: quickly.'],
      de: [
        'Hundertsechzig Schläge in der Minute.',
        'Jetzt müssen sie rennen, über die Brücke.',
        'Presto heißt: schnell.',
      ],
    },
  },
]

export const EPISODE_SECONDS = 24
const LINE_SECONDS = 6

const INK = '#15110e',
  WOOD = '#241d18',
  EDGE = '#3b322b',
  CREAM = '#f6efe6'
const PIVOT = { x: 320, y: 300 }
const ROD = 220,
  WEIGHT = 150
/** How far the rod swings to each side, in turns. */
const SWING = 0.075
const FLASH_S = 0.1,
  TICK_S = 0.04

const big = lettering(54, 9)

/** The raw frames, one by one. The rod stands upright on each beat, and its weight flashes. */
export function* episodeFrames({ beatsPerMinute, colour }: Episode): Generator<Buffer> {
  const still = background(SIZE.width, SIZE.height)
  const canvas = background(SIZE.width, SIZE.height)
  for (let frame = 0; frame < EPISODE_SECONDS * SIZE.perSecond; frame++) {
    canvas.copyFrom(still)
    drawFrame(canvas, (frame / SIZE.perSecond) * (beatsPerMinute / 60), beatsPerMinute, colour)
    yield Buffer.from(bytesOf(canvas))
  }
}

/** A tick on each beat, a higher one on each fourth. */
export function episodeSound({ beatsPerMinute }: Episode): Stereo {
  const side = new Float32Array(EPISODE_SECONDS * SAMPLE_RATE)
  for (let beat = 0; beat * (60 / beatsPerMinute) < EPISODE_SECONDS - TICK_S; beat++) {
    const from = Math.round(beat * (60 / beatsPerMinute) * SAMPLE_RATE)
    const hz = beat % 4 === 0 ? 1760 : 1320
    for (let index = 0; index < TICK_S * SAMPLE_RATE; index++) {
      const atS = index / SAMPLE_RATE
      side[from + index] = Math.sin(2 * Math.PI * hz * atS) * (1 - eased(atS / TICK_S)) * 0.4
    }
  }
  return { left: side, right: side }
}

export function linesOf(episode: Episode, language: keyof Episode['said']): Line[] {
  return episode.said[language].map((text, at) => ({
    fromS: 1 + at * (LINE_SECONDS + 1),
    toS: 1 + at * (LINE_SECONDS + 1) + LINE_SECONDS,
    text,
  }))
}

/** The picture of the series: the same metronome, at rest. */
export function poster(): Canvas {
  const canvas = background(600, 900, 1.5, 130)
  drawRod(canvas, 0.04, '#f4ad42', { x: 300, y: 730 }, 1.9)
  return canvas
}

function background(width: number, height: number, scale = 1, down = 0): Canvas {
  const canvas = new Canvas(width, height, INK)
  const [x, y] = [width / 2, height - 30 - down]
  canvas.draw(
    polygon(
      [x - 120 * scale, y],
      [x - 55 * scale, y - 270 * scale],
      [x + 55 * scale, y - 270 * scale],
      [x + 120 * scale, y],
    ),
    WOOD,
  )
  canvas.draw(rect(x - 135 * scale, y, 270 * scale, 12 * scale), EDGE)
  return canvas
}

function drawFrame(canvas: Canvas, beats: number, beatsPerMinute: number, colour: string): void {
  const sinceBeatS = (beats % 1) * (60 / beatsPerMinute)
  drawRod(canvas, Math.sin(beats * Math.PI) * SWING, sinceBeatS < FLASH_S ? CREAM : colour)
  const text = String(1 + (Math.floor(beats) % 4))
  big.write(canvas, text, 560, 40, colour)
}

function drawRod(canvas: Canvas, turns: number, colour: string, pivot = PIVOT, scale = 1): void {
  const along = (length: number) => onCircle(pivot.x, pivot.y, length * scale, turns - 0.25)
  const paint = (path: Path, ink: string) => canvas.draw(path, ink)
  paint(stroke([[pivot.x, pivot.y], along(ROD)], 6 * scale), CREAM)
  const [x, y] = along(WEIGHT)
  paint(circle(x, y, 18 * scale), colour)
}
