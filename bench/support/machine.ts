import { execFileSync } from 'node:child_process'
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

/** How many files and sockets one process may have open. Node raises itself to the hard limit. */
export function openFilesLimit(): number {
  try {
    const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()
    return limit === 'unlimited' ? Infinity : Number(limit)
  } catch {
    return 4096
  }
}
