export type Point = [x: number, y: number]
/** Closed polygons; where they overlap they are one shape, and a polygon that turns the other way cuts a hole. */
export type Path = Point[][]

const CURVE_STEPS = 24

/** Angles here and below are in turns, clockwise from the right: 0.25 points down. */
export function onCircle(cx: number, cy: number, radius: number, turns: number): Point {
  return [cx + radius * Math.cos(turns * 2 * Math.PI), cy + radius * Math.sin(turns * 2 * Math.PI)]
}

export function polygon(...points: Point[]): Path {
  return [clockwise(points)]
}

export function rect(x: number, y: number, width: number, height: number): Path {
  return [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
  ]
}

export function circle(cx: number, cy: number, radius: number): Path {
  return [arcPoints(cx, cy, radius, 0, 1)]
}

export function ring(cx: number, cy: number, outer: number, inner: number): Path {
  return [arcPoints(cx, cy, outer, 0, 1), arcPoints(cx, cy, inner, 1, 0)]
}

/** A slice of a ring, or of a disc when `inner` is 0. */
export function sector(cx: number, cy: number, outer: number, inner: number, from: number, to: number): Path {
  const inside: Point[] = inner > 0 ? arcPoints(cx, cy, inner, to, from) : [[cx, cy]]
  return [[...arcPoints(cx, cy, outer, from, to), ...inside]]
}

/** A petal or leaf: two arcs from one tip to the other, `fatness` 1 being as wide as it is long. */
export function leaf(from: Point, to: Point, fatness: number): Path {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const side = (sign: number): Point => [
    (from[0] + to[0]) / 2 - dy * fatness * sign,
    (from[1] + to[1]) / 2 + dx * fatness * sign,
  ]
  return [clockwise([...bezier(from, side(1), to), ...bezier(to, side(-1), from)])]
}

export function bezier(from: Point, pull: Point, to: Point): Point[] {
  return Array.from({ length: CURVE_STEPS }, (_, step) => {
    const t = step / CURVE_STEPS,
      u = 1 - t
    return [
      u * u * from[0] + 2 * u * t * pull[0] + t * t * to[0],
      u * u * from[1] + 2 * u * t * pull[1] + t * t * to[1],
    ]
  })
}

/** A line of the given width with round ends and joints. */
export function stroke(points: Point[], width: number): Path {
  const half = width / 2
  const joints = points.map(([x, y]) => arcPoints(x, y, half, 0, 1))
  const segments = points.slice(1).map((to, index) => {
    const from = points[index]!
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
    const [nx, ny] = [(-(to[1] - from[1]) / length) * half, ((to[0] - from[0]) / length) * half]
    return clockwise([
      [from[0] + nx, from[1] + ny],
      [to[0] + nx, to[1] + ny],
      [to[0] - nx, to[1] - ny],
      [from[0] - nx, from[1] - ny],
    ])
  })
  return [...joints, ...segments]
}

export function moved(path: Path, dx: number, dy: number): Path {
  return path.map((points) => points.map(([x, y]) => [x + dx, y + dy]))
}

export function turned(path: Path, turns: number, [cx, cy]: Point): Path {
  const [cosine, sine] = [Math.cos(turns * 2 * Math.PI), Math.sin(turns * 2 * Math.PI)]
  return path.map((points) =>
    points.map(([x, y]) => [
      cx + (x - cx) * cosine - (y - cy) * sine,
      cy + (x - cx) * sine + (y - cy) * cosine,
    ]),
  )
}

export function arcPoints(cx: number, cy: number, radius: number, from: number, to: number): Point[] {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) * Math.max(24, radius * 1.5)))
  return Array.from({ length: steps + 1 }, (_, step) =>
    onCircle(cx, cy, radius, from + ((to - from) * step) / steps),
  )
}

function clockwise(points: Point[]): Point[] {
  const area = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length]!
    return sum + x * nextY - nextX * y
  }, 0)
  return area < 0 ? [...points].reverse() : points
}
