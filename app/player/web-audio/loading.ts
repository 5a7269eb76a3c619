import type { Recording } from '~/domain/playback/audio/resample'
import { fetchRecording, Undecodable } from './recording'

/** How long to wait before a song is fetched again; the last of these repeats. */
const RETRY_AFTER_MS = [1_000, 2_000, 4_000, 8_000]

/** One song on its way into memory: tried until it is there, or known not to be playable, or no longer wanted. */
export class Loading {
  recording: Recording | null = null
  failed = false
  #wanted = new AbortController()

  constructor(url: string, context: BaseAudioContext, onChange: () => void) {
    void this.#load(url, context).then(onChange)
  }

  abandon(): void {
    this.#wanted.abort()
  }

  async #load(url: string, context: BaseAudioContext): Promise<void> {
    const { signal } = this.#wanted
    for (let tries = 0; !signal.aborted; tries++) {
      try {
        this.recording = await fetchRecording(url, context, signal)
        return
      } catch (error) {
        this.failed = error instanceof Undecodable
        if (this.failed || signal.aborted) return
        const afterMs = RETRY_AFTER_MS[Math.min(tries, RETRY_AFTER_MS.length - 1)]
        await new Promise((resolve) => setTimeout(resolve, afterMs))
      }
    }
  }
}
