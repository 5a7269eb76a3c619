/** Runs where the sound is: passes on what the microphone hears, in blocks that are worth a message each. */
declare function registerProcessor(name: string, processor: unknown): void
declare const AudioWorkletProcessor: { new (): { port: MessagePort } }

const BLOCK_FRAMES = 4_096

class Capture extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK_FRAMES)
  #filled = 0

  process([input]: Float32Array[][]): boolean {
    const heard = input?.[0]
    if (!heard) return true
    this.#block.set(heard, this.#filled)
    this.#filled += heard.length
    if (this.#filled === BLOCK_FRAMES) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
      this.port.postMessage(this.#block.slice())
      this.#filled = 0
    }
    return true
  }
}

registerProcessor('capture', Capture)
