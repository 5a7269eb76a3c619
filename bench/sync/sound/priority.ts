import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Above everything that is not sound, below what the kernel itself needs. */
const PRIORITY = '10'
const SOUND_THREADS = /audio|threaded-ml/i

const raised = new Set<string>()

/** Whether the system allows us real-time priority, as it does for root. */
export function mayRaise(): boolean {
  return spawnSync('chrt', ['--fifo', PRIORITY, 'true']).status === 0
}

/** Gives all threads of a process real-time priority, where the system allows it. */
export function raise(pid: number): void {
  spawnSync('chrt', ['--all-tasks', '--fifo', '--pid', PRIORITY, String(pid)])
}

/**
 * Gives real-time priority to the threads that carry sound in processes whose environment holds `mark`, and in those
 * that they started. To be called again once in a while: such threads come and go.
 */
export function raiseSoundThreads(mark: string): void {
  for (const pid of familyOf(mark)) {
    for (const thread of list(`/proc/${pid}/task`)) {
      if (raised.has(thread) || !SOUND_THREADS.test(read(`/proc/${pid}/task/${thread}/comm`))) continue
      raised.add(thread)
      spawnSync('chrt', ['--fifo', '--pid', PRIORITY, thread])
    }
  }
}

/** Browsers write over the environment of the processes they start, so those are known by their parents alone. */
function familyOf(mark: string): Set<string> {
  const pids = list('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]))
  const family = new Set(pids.filter((pid) => read(`/proc/${pid}/environ`).includes(mark)))
  for (let before = 0; before < family.size;) {
    before = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  return family
}

function parentOf(pid: string): string {
  // The name in brackets may hold anything, so what follows is counted from its end.
  const [, parent] = read(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ')
  return parent ?? ''
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
