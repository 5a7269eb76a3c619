import { openStream, type StreamNews } from './room-stream'

/** What a tab says to the worker that holds the stream for all tabs of this browser in a room. */
export type TabWord = { type: 'hello'; code: string; last: string } | { type: 'bye' }

/**
 * The same as `openStream`, through a worker that this browser's tabs share: a browser opens only six connections to a
 * server, and each stream takes one of them for good. Without shared workers every tab has its own.
 */
export function openSharedStream(
  workerUrl: string | null,
  code: string,
  last: string,
  tell: (news: StreamNews) => void,
): () => void {
  const worker = workerUrl === null ? null : startWorker(workerUrl, code)
  if (!worker) return openStream(code, last, tell)

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
  const say = (word: TabWord) => worker.port.postMessage(word)
  let instead: (() => void) | undefined
  worker.addEventListener('error', () => (instead ??= openStream(code, last, tell)))
  worker.port.addEventListener('message', ({ data }: MessageEvent<StreamNews>) => tell(data))
  worker.port.start()
  say({ type: 'hello', code, last })
  return () => {
    say({ type: 'bye' })
    worker.port.close()
    instead?.()
  }
}

function startWorker(url: string, name: string): SharedWorker | null {
  if (typeof SharedWorker === 'undefined') return null
  try {
    return new SharedWorker(url, { name })
  } catch {
    return null
  }
}
