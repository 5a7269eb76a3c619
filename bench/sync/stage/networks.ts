/** One way: how long everything takes, and by how much more or less. */
export type Way = { delayMs: number; jitterMs: number }
/** From a browser to the server and back. */
export type Line = { up: Way; down: Way }
export type Network = {
  name: string
  lines: Line[]
  /** Half of what the two ways differ by cannot be seen by any exchange of messages; 0 where they are alike. */
  unseenMs: number
}

export const BROWSERS = 3

const even = (delayMs: number, jitterMs: number): Line => ({
  up: { delayMs, jitterMs },
  down: { delayMs, jitterMs },
})

const near = even(5, 2)
const middling = even(40, 15)
const far = even(120, 40)

export const NETWORKS: Record<string, Network> = {
  near: { name: '5 ± 2 ms', lines: Array<Line>(BROWSERS).fill(near), unseenMs: 0 },
  middling: { name: '40 ± 15 ms', lines: Array<Line>(BROWSERS).fill(middling), unseenMs: 0 },
  far: { name: '120 ± 40 ms', lines: Array<Line>(BROWSERS).fill(far), unseenMs: 0 },
  mixed: { name: 'one of each', lines: [near, middling, far], unseenMs: 0 },
  asymmetric: {
    name: '10 up, 60 down for one; 10, 10',
    lines: [
      even(10, 2),
      even(10, 2),
      { up: { delayMs: 10, jitterMs: 2 }, down: { delayMs: 60, jitterMs: 2 } },
    ],
    unseenMs: 25,
  },
}

/** The longest way that a word from the server takes to any of the browsers. */
export function slowestWayMs({ lines }: Network): number {
  return Math.max(...lines.flatMap(({ up, down }) => [up, down].map((way) => way.delayMs + way.jitterMs)))
}
