import { bytesOf } from '../encode.ts'
import { Canvas, maskOf, type Mask } from '../picture/canvas.ts'
import { circle, onCircle, rect, ring, sector, stroke, type Path } from '../picture/path.ts'
import { midiOf, hertzOf } from '../score/notation.ts'
import type { Stereo } from '../sound/room.ts'
import { eased, SAMPLE_RATE } from '../sound/tone.ts'
import { lettering } from './digits.ts'

export const CLOCK = {
  file: 'the-running-clock.mp4',
  title: 'The Running Clock',
  seconds: 90,
  width: 640,
  height: 360,
  perSecond: 30,
}

const INK = '#15110e',
  PANEL = '#241d18',
  LINE = '#3b322b',
  CREAM = '#f6efe6',
  MUTED = '#b8ab9c'
// Every ten seconds has a colour and a note of its own, so that a jump shows and sounds at once.
const DECADES = [
  '#f4ad42',
  '#ff8f6b',
  '#ff8cc0',
  '#b79cff',
  '#8ab8ff',
  '#6fd0d6',
  '#7ddca9',
  '#c3d96b',
  '#ffd166',
]
const DECADE_NOTES = ['C5', 'D5', 'E5', 'F5', 'G5', 'A5', 'B5', 'C6', 'D6']
const SECOND_NOTE = 'A4'
const BEEP_S = 0.09,
  DECADE_BEEP_S = 0.32
const FLASH_FRAMES = 3
const DIAL = { x: 142, y: 180, radius: 100 }

type DialFace = { wedge?: Mask; hand: Mask }
// The dial looks the same in every second, so its thirty faces are drawn once.
const FACES = Array.from({ length: CLOCK.perSecond }, (_, within) => face(within))
const DISC = mask(circle(DIAL.x, DIAL.y, DIAL.radius)),
  WHOLE_DIAL = mask(circle(DIAL.x, DIAL.y, DIAL.radius + 16)),
  HUB = mask(circle(DIAL.x, DIAL.y, 12))
const DOTS = Array.from({ length: 10 }, (_, dot) => mask(circle(290 + dot * 19, 256, 6)))
const big = lettering(84, 13),
  small = lettering(24, 3.6)

/** The raw frames, one by one. Frame 30 n is the first of second n and the only one that is all flash. */
export function* clockFrames(): Generator<Buffer> {
  const still = background(),
    canvas = background()
  for (let frame = 0; frame < CLOCK.seconds * CLOCK.perSecond; frame++) {
    canvas.copyFrom(still)
    drawFrame(canvas, frame)
    yield Buffer.from(bytesOf(canvas))
  }
}

/** A beep begins on the first sample of every second; nothing else sounds, so that its place can be measured. */
export function clockSound(): Stereo {
  const side = new Float32Array(CLOCK.seconds * SAMPLE_RATE)
  for (let second = 0; second < CLOCK.seconds; second++) {
    const isDecade = second % 10 === 0
    const hz = hertzOf(midiOf(isDecade ? DECADE_NOTES[second / 10]! : SECOND_NOTE))
    const lengthS = isDecade ? DECADE_BEEP_S : BEEP_S
    for (let index = 0; index < lengthS * SAMPLE_RATE; index++) {
      const atS = index / SAMPLE_RATE
      const envelope = eased(atS / 0.001) * (1 - eased((atS - lengthS * 0.5) / (lengthS * 0.5)))
      side[second * SAMPLE_RATE + index] =
        (Math.sin(2 * Math.PI * hz * atS) + 0.25 * Math.sin(4 * Math.PI * hz * atS)) * envelope * 0.35
    }
  }
  return { left: side, right: side }
}

function background(): Canvas {
  const canvas = new Canvas(CLOCK.width, CLOCK.height, INK)
  for (let hole = 0; hole < 20; hole++)
    for (const y of [12, 336]) canvas.draw(rect(hole * 32 + 10, y, 12, 12), LINE)
  const { x, y, radius } = DIAL
  canvas.draw(circle(x, y, radius + 16), PANEL)
  canvas.draw(ring(x, y, radius + 16, radius + 12), LINE)
  return canvas
}

function face(within: number): DialFace {
  const { x, y, radius } = DIAL,
    turns = within / CLOCK.perSecond - 0.25
  const hand = mask(stroke([[x, y], onCircle(x, y, radius, turns)], 7))
  return within === 0 ? { hand } : { hand, wedge: mask(sector(x, y, radius, 0, -0.25, turns)) }
}

function mask(path: Path): Mask {
  return maskOf(path, CLOCK.width, CLOCK.height)
}

function drawFrame(canvas: Canvas, frame: number): void {
  const second = Math.floor(frame / CLOCK.perSecond),
    within = frame % CLOCK.perSecond
  const colour = DECADES[Math.floor(second / 10) % DECADES.length]!
  const { wedge, hand } = FACES[within]!
  // The disc fills once a second, as on the leader of a film reel; the hand stands upright on the full second.
  canvas.paint(DISC, LINE)
  if (wedge) canvas.paint(wedge, colour)
  if (within < FLASH_FRAMES) canvas.paint(WHOLE_DIAL, CREAM, { alpha: 1 - within / FLASH_FRAMES })
  canvas.paint(hand, within === 0 ? INK : CREAM)
  canvas.paint(HUB, within === 0 ? INK : CREAM)
  big.write(
    canvas,
    clockText(frame),
    604 - Math.round(big.width('0:00.0')),
    110,
    within < FLASH_FRAMES ? CREAM : colour,
  )
  small.write(canvas, String(frame).padStart(4, '0'), 604 - Math.round(small.width('0000')), 244, MUTED)
  DOTS.forEach((dot, index) => canvas.paint(dot, index <= second % 10 ? colour : LINE))
}

function clockText(frame: number): string {
  const tenths = Math.floor((frame * 10) / CLOCK.perSecond),
    seconds = Math.floor(tenths / 10)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${tenths % 10}`
}
