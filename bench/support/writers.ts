import { percentile } from './statistics.ts'

export type Written = {
  perS: number
  p50Ms: number
  p99Ms: number
  accepted: number
  /** How often a command was refused, by the refusal's code. */
  refused: Record<string, number>
}

/** Lets writers do one thing after the other for a while. `write` returns why it was refused, or null. */
export async function runWriters(
  writers: number,
  durationMs: number,
  write: (turn: number, writer: number) => Promise<string | null>,
): Promise<Written> {
  const timesMs: number[] = []
  const refused: Record<string, number> = {}
  const startedAtMs = performance.now()
  const untilMs = startedAtMs + durationMs
  const one = async (writer: number) => {
    for (let turn = writer; performance.now() < untilMs; turn += writers) {
      const sentAtMs = performance.now()
      const why = await write(spread(turn, writers), writer)
      if (why === null) timesMs.push(performance.now() - sentAtMs)
      else refused[why] = (refused[why] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)))
  return {
    perS: (timesMs.length * 1000) / (performance.now() - startedAtMs),
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
    accepted: timesMs.length,
    refused,
  }
}

/** Turns of one writer are not all even or all odd. */
function spread(turn: number, writers: number): number {
  return turn + Math.floor(turn / writers)
}
