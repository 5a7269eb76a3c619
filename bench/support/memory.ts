import { sleep } from './moment.ts'

/** What this process occupies once its garbage is gone. Needs `--expose-gc`. */
export async function memoryBytes(): Promise<number> {
  for (let count = 0; count < 3; count++) {
    globalThis.gc?.()
    await sleep(100)
  }
  return process.memoryUsage.rss()
}
