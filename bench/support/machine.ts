import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

/** What the figures depend on. */
export function machineFacts(): string {
  const [cpu] = cpus()
  return [
    `${cpus().length} cores, ${cpu?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.version}`,
    `load at the start ${loadavg()[0]!.toFixed(1)}`,
    new Date().toISOString().slice(0, 10),
  ].join(' · ')
}

/**
 * Which share of the processors' time other machines on the same host take from this one, from now until the answer is
 * called; 0 where nobody says. A tenth of it for a moment is a hole in every sound that is playing.
 */
export function watchStolen(): () => number {
  const before = processorTime()
  return () => {
    const after = processorTime()
    const all = after.all - before.all
    return all > 0 ? (after.stolen - before.stolen) / all : 0
  }
}

/** In ticks since the start, by `proc(5)`: user, nice, system, idle, iowait, irq, softirq, steal. */
function processorTime(): { all: number; stolen: number } {
  if (process.platform !== 'linux') return { all: 0, stolen: 0 }
  const [line] = readFileSync('/proc/stat', 'utf8').split('\n')
  const ticks = line!.trim().split(/\s+/).slice(1, 9).map(Number)
  return { all: ticks.reduce((sum, count) => sum + count, 0), stolen: ticks[7] ?? 0 }
}

/** How many files and sockets one process may have open. Node raises itself to the hard limit. */
export function openFilesLimit(): number {
  try {
    const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()
    return limit === 'unlimited' ? Infinity : Number(limit)
  } catch {
    return 4096
  }
}
