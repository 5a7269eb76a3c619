import type { TracePoint } from '~/player/tracing'
import { element } from './element'
import type { Series } from './series'

const WIDTH = 632
const HEIGHT = 68
const MARGIN = 4
/** The first seconds are not drawn out over the whole width. */
const LEAST_SPAN_MS = 20_000

export type Plot = { shown: HTMLElement; draw(points: readonly TracePoint[]): void }

/** The latest value in words, and the line of up to two minutes between its least and its most. */
export function plotOf({ name, read, show }: Series): Plot {
  const latest = element('b', {})
  const range = element('span', { style: 'color: #b8ab9c' })
  const canvas = element('canvas', {
    width: String(WIDTH),
    height: String(HEIGHT),
    'aria-hidden': 'true',
    style: 'display: block; width: 100%; background: #241d18; border-radius: 4px',
  })
  const shown = element('div', { style: 'margin-top: 6px' }, [
    element('dt', { style: 'display: flex; justify-content: space-between; gap: 8px' }, [name, latest]),
    element('dd', { style: 'margin: 0' }, [canvas, range]),
  ])

  function draw(points: readonly TracePoint[]) {
    const [first] = points
    const values = first ? points.map((point) => read(point, first)) : []
    const known = values.filter((value) => value !== null)
    const now = values.at(-1) ?? null
    const [least, most] = [Math.min(...known), Math.max(...known)]
    latest.textContent = now === null ? '–' : show(now)
    range.textContent = known.length > 0 ? `${show(least)} … ${show(most)}` : 'not known yet'
    drawLine(canvas, points, values, least, most)
  }
  return { shown, draw }
}

/** Broken where nothing was known. */
function drawLine(
  canvas: HTMLCanvasElement,
  points: readonly TracePoint[],
  values: (number | null)[],
  least: number,
  most: number,
): void {
  const context = canvas.getContext('2d')!
  context.clearRect(0, 0, WIDTH, HEIGHT)
  if (points.length === 0) return
  const lastMs = points.at(-1)!.nowMs
  const spanMs = Math.max(LEAST_SPAN_MS, lastMs - points[0]!.nowMs)
  context.strokeStyle = '#f4ad42'
  context.lineWidth = 2
  context.beginPath()
  let isDrawing = false
  points.forEach(({ nowMs }, index) => {
    const value = values[index] ?? null
    if (value !== null) {
      const x = WIDTH * (1 - (lastMs - nowMs) / spanMs)
      const y = HEIGHT - MARGIN - ((value - least) / (most - least || 1)) * (HEIGHT - 2 * MARGIN)
      if (isDrawing) context.lineTo(x, y)
      else context.moveTo(x, y)
    }
    isDrawing = value !== null
  })
  context.stroke()
}
