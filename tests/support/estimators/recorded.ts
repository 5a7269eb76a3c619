import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'

/** What a browser heard when it asked as each method does, by its clock, and what the room's clock truly was. */
export type Recording = {
  name: string
  startedAtMs: number
  /** At a moment of the browser's clock the room's was so much ahead, in ms: measured beside the browser. */
  truth: [atMs: number, offsetMs: number][]
  /** By the method's name, in the order in which they were sent. */
  probes: Record<string, Probe[]>
}

/**
 * The same in whole hundredths of a millisecond. Probes are parted by spaces, and each is four numbers: since the one
 * before it was sent, there, held by the server, and there and back.
 */
export type Packed = {
  name: string
  startedAtMs: number
  offsetMs: number
  truth: [number, number][]
  probes: Record<string, string>
}

export function pack({ name, startedAtMs, truth, probes }: Recording): Packed {
  const offsetMs = Math.round(truth[0]![1])
  const packProbe = ({ t0, t1, t2, t3 }: Probe, before: Probe | undefined) =>
    [
      hundredths(t0) - hundredths(before?.t0 ?? 0),
      hundredths(t1 - t0 - offsetMs),
      hundredths(t2 - t1),
      hundredths(t3 - t0),
    ].join()
  const packAll = (all: Probe[]) => all.map((probe, index) => packProbe(probe, all[index - 1])).join(' ')
  return {
    name,
    startedAtMs: Math.round(startedAtMs),
    offsetMs,
    truth: truth.map(([atMs, offset]) => [Math.round(atMs), hundredths(offset - offsetMs)]),
    probes: Object.fromEntries(Object.entries(probes).map(([method, all]) => [method, packAll(all)])),
  }
}

export function unpack({ name, startedAtMs, offsetMs, truth, probes }: Packed): Recording {
  const unpackAll = (all: string) => {
    let sent = 0
    return all.split(' ').map((packed): Probe => {
      const [since, there, held, took] = packed.split(',').map(Number) as [number, number, number, number]
      sent += since
      const t0 = sent / 100
      const t1 = t0 + there / 100 + offsetMs
      return { t0, t1, t2: t1 + held / 100, t3: t0 + took / 100 }
    })
  }
  return {
    name,
    startedAtMs,
    truth: truth.map(([atMs, offset]) => [atMs, offsetMs + offset / 100]),
    probes: Object.fromEntries(Object.entries(probes).map(([method, all]) => [method, unpackAll(all)])),
  }
}

function hundredths(ms: number): number {
  return Math.round(ms * 100)
}
