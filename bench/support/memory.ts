import { sleep } from './moment.ts'

export type Memory = { heapBytes: number; residentBytes: number }

/**
 * What this process holds once its garbage is gone; needs `--expose-gc`. The heap with its buffers is what can be
 * compared: of what is resident, a process that once needed more has some to spare.
 */
export async function measureMemory(): Promise<Memory> {
  for (let count = 0; count < 3; count++) {
    globalThis.gc?.()
    await sleep(100)
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapBytes: heapUsed + external, residentBytes: rss }
}
