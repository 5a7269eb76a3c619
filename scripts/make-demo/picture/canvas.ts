import type { Random } from '../random.ts'
import type { Path } from './path.ts'

/** How much of each pixel a shape covers (0–255), for the smallest box around it. */
export type Mask = { x: number; y: number; width: number; height: number; cover: Uint8Array }
export type Ink = { alpha?: number; /** Printed over what lies below, as ink on paper. */ multiply?: boolean }

const LINES_PER_PIXEL = 8 // Exact in x, sampled this often in y: edges are smooth at any slope.

export class Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray

  constructor(width: number, height: number, colour: string) {
    this.width = width
    this.height = height
    this.pixels = new Uint8ClampedArray(width * height * 3)
    const rgb = rgbOf(colour)
    for (let index = 0; index < this.pixels.length; index++) this.pixels[index] = rgb[index % 3]!
  }

  draw(path: Path, colour: string, ink: Ink = {}): void {
    this.paint(maskOf(path, this.width, this.height), colour, ink)
  }

  /** A mask may be painted many times and anywhere, so that glyphs are drawn once. */
  paint(mask: Mask, colour: string, { alpha = 1, multiply = false }: Ink = {}, dx = 0, dy = 0): void {
    const rgb = rgbOf(colour)
    for (let row = 0; row < mask.height; row++) {
      const y = mask.y + row + dy
      if (y < 0 || y >= this.height) continue
      for (let column = 0; column < mask.width; column++) {
        const cover = mask.cover[row * mask.width + column]!
        const x = mask.x + column + dx
        if (cover === 0 || x < 0 || x >= this.width) continue
        const at = (y * this.width + x) * 3,
          part = (cover / 255) * alpha
        for (let channel = 0; channel < 3; channel++) {
          const below = this.pixels[at + channel]!
          const target = multiply ? (below * rgb[channel]!) / 255 : rgb[channel]!
          this.pixels[at + channel] = below + (target - below) * part
        }
      }
    }
  }

  /** The tooth of the paper, which keeps large flat areas from looking empty. */
  grain(strength: number, random: Random): void {
    for (let at = 0; at < this.pixels.length; at += 3) {
      const tooth = (random() + random() - 1) * strength
      for (let channel = 0; channel < 3; channel++) this.pixels[at + channel]! += tooth
    }
  }

  copyFrom(other: Canvas): void {
    this.pixels.set(other.pixels)
  }
}

export function maskOf(path: Path, limitX: number, limitY: number): Mask {
  const xs = path.flat().map(([x]) => x),
    ys = path.flat().map(([, y]) => y)
  const x = Math.max(0, Math.floor(Math.min(...xs))),
    y = Math.max(0, Math.floor(Math.min(...ys)))
  const width = Math.max(0, Math.min(limitX, Math.ceil(Math.max(...xs))) - x),
    height = Math.max(0, Math.min(limitY, Math.ceil(Math.max(...ys))) - y)
  const cover = new Uint8Array(width * height),
    sums = new Float64Array(width)
  for (let row = 0; row < height; row++) {
    sums.fill(0)
    for (let line = 0; line < LINES_PER_PIXEL; line++)
      addSpans(sums, path, x, y + row + (line + 0.5) / LINES_PER_PIXEL)
    for (let column = 0; column < width; column++)
      cover[row * width + column] = Math.round(Math.min(1, sums[column]! / LINES_PER_PIXEL) * 255)
  }
  return { x, y, width, height, cover }
}

function addSpans(sums: Float64Array, path: Path, left: number, lineY: number): void {
  const crossings: { x: number; direction: number }[] = []
  for (const points of path) {
    for (let index = 0; index < points.length; index++) {
      const [x0, y0] = points[index]!,
        [x1, y1] = points[(index + 1) % points.length]!
      if (y0 <= lineY === y1 <= lineY) continue
      crossings.push({ x: x0 + ((lineY - y0) / (y1 - y0)) * (x1 - x0) - left, direction: y1 > y0 ? 1 : -1 })
    }
  }
  crossings.sort((a, b) => a.x - b.x)
  let winding = 0
  crossings.forEach(({ x, direction }, index) => {
    winding += direction
    if (winding !== 0 && index + 1 < crossings.length) addSpan(sums, x, crossings[index + 1]!.x)
  })
}

function addSpan(sums: Float64Array, from: number, to: number): void {
  const start = Math.max(0, from),
    end = Math.min(sums.length, to)
  for (let column = Math.floor(start); column < end; column++)
    sums[column]! += Math.min(end, column + 1) - Math.max(start, column)
}

function rgbOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
