import { Canvas, maskOf, type Mask } from '../picture/canvas.ts'
import { arcPoints, bezier, stroke, type Point } from '../picture/path.ts'

// Each figure is one or two pen strokes in a box 1 wide and 1.7 high, so that the film needs no font.
const SIX: Point[][] = [
  [...bezier([0, 1.2], [0.04, 0.55], [0.7, 0]), [0.7, 0]],
  arcPoints(0.5, 1.2, 0.5, 0, 1),
]
const FIGURES: Record<string, Point[][]> = {
  0: [[...arcPoints(0.5, 0.5, 0.5, 0.5, 1), ...arcPoints(0.5, 1.2, 0.5, 0, 0.5), [0, 0.5]]],
  1: [
    [
      [0.16, 0.34],
      [0.58, 0],
      [0.58, 1.7],
    ],
  ],
  2: [[...arcPoints(0.5, 0.5, 0.5, 0.52, 1.1), [0.02, 1.7], [1, 1.7]]],
  3: [[...arcPoints(0.48, 0.42, 0.42, 0.58, 1.25), ...arcPoints(0.48, 1.27, 0.43, 0.75, 1.42)]],
  4: [
    [
      [0.74, 1.7],
      [0.74, 0],
      [0, 1.2],
      [1, 1.2],
    ],
  ],
  5: [[[0.92, 0], [0.16, 0], [0.1, 0.8], ...arcPoints(0.48, 1.2, 0.5, 0.64, 1.4)]],
  6: SIX,
  7: [
    [
      [0, 0],
      [1, 0],
      [0.36, 1.7],
    ],
  ],
  8: [arcPoints(0.5, 0.4, 0.4, 0, 1), arcPoints(0.5, 1.24, 0.46, 0, 1)],
  9: SIX.map((points) => points.map(([x, y]): Point => [1 - x, 1.7 - y])),
  ':': [[[0.2, 0.55]], [[0.2, 1.35]]],
  '.': [[[0.2, 1.68]]],
}
const NARROW = 0.4
const SPACING = 0.36

export type Lettering = {
  width: (text: string) => number
  write: (canvas: Canvas, text: string, x: number, y: number, colour: string) => void
}

/** Figures of one size; `x`, `y` are the top left corner of the text. Each figure keeps its width, so nothing jumps. */
export function lettering(heightPx: number, weightPx: number): Lettering {
  const scale = heightPx / 1.7,
    marginPx = Math.ceil(weightPx)
  const masks = new Map<string, Mask>()
  for (const [figure, strokes] of Object.entries(FIGURES)) {
    const dot = figure === ':' || figure === '.' ? 1.25 : 1
    const path = strokes.flatMap((points) =>
      stroke(
        points.map(([x, y]): Point => [x * scale + marginPx, y * scale + marginPx]),
        weightPx * dot,
      ),
    )
    masks.set(figure, maskOf(path, 10_000, 10_000))
  }
  const advance = (figure: string) => ((figure === ':' || figure === '.' ? NARROW : 1) + SPACING) * scale
  return {
    width: (text) => [...text].reduce((sum, figure) => sum + advance(figure), 0) - SPACING * scale,
    write: (canvas, text, x, y, colour) => {
      let left = x
      for (const figure of text) {
        canvas.paint(masks.get(figure)!, colour, {}, Math.round(left) - marginPx, y - marginPx)
        left += advance(figure)
      }
    },
  }
}
