import { Events, Hls } from 'hls.js/light'
import workerPath from 'hls.js/dist/hls.worker.js?url'

/** The server answers with a segment once it is made, which a slow machine needs half a minute for. */
const FIRST_BYTE_MS = 40_000
const SEGMENT_MS = 60_000
/** Played beyond, a film that is converted while it is watched is soon at what is not made yet. */
const AHEAD_S = 30

const loading = {
  default: {
    maxTimeToFirstByteMs: FIRST_BYTE_MS,
    maxLoadTimeMs: SEGMENT_MS,
    timeoutRetry: { maxNumRetry: 2, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 6, retryDelayMs: 1_000, maxRetryDelayMs: 8_000 },
  },
}

/**
 * Feeds an element with the segments of an HLS playlist, from `startsAtS` on: asking for others first would have the
 * server convert what nobody watches. Answers how to stop.
 */
export function feed(
  element: HTMLMediaElement,
  url: string,
  startsAtS: number,
  onFailed: () => void,
): () => void {
  const hls = new Hls({
    startPosition: startsAtS,
    fragLoadPolicy: loading,
    maxBufferLength: AHEAD_S,
    workerPath,
  })
  hls.on(Events.ERROR, (_event, { fatal }) => {
    if (fatal) onFailed()
  })
  hls.loadSource(url)
  hls.attachMedia(element)
  return () => hls.destroy()
}
