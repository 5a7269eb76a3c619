import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Above everything that is not sound, below what the kernel itself needs. */
const PRIORITY = '10'
const SOUND_THREADS = /audio|pulse|threaded-ml|null-sink|alsa/i

const raised = new Set<string>()

/** Gives all threads of a process real-time priority. Answers whether the system allowed it. */
export function raise(pid: number): boolean {
  return spawnSync('chrt', ['--all-tasks', '--fifo', '--pid', PRIORITY, String(pid)]).status === 0
}

/**
 * Gives real-time priority to the threads that carry sound in processes whose environment holds `mark`. To be called
 * again once in a while: such threads come and go.
 */
export function raiseSoundThreads(mark: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (!read(`/proc/${pid}/environ`).includes(mark)) continue
    for (const thread of list(`/proc/${pid}/task`)) {
      if (raised.has(thread) || !SOUND_THREADS.test(read(`/proc/${pid}/task/${thread}/comm`))) continue
      raised.add(thread)
      spawnSync('chrt', ['--fifo', '--pid', PRIORITY, thread])
    }
  }
}

/** Processes end while they are looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
