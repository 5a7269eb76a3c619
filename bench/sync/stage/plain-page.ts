import type { Page } from '@playwright/test'
import { momentMs } from '../../support/moment.ts'

type Plain = typeof globalThis & { playAt: (performanceMs: number) => void }

/** More tries find a shorter way, and so tell the page's clock better. */
const CLOCK_TRIES = 30

/** A page that knows nothing of Tutti and plays one sound by Web Audio at the moment it is told. */
export class PlainPage {
  #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async load(wav: Buffer): Promise<void> {
    await this.#page.evaluate(prepare, wav.toString('base64'))
  }

  /** Has the first sample heard at this moment of the clock of all processes, as well as the browser can. */
  async playAt(moment: number): Promise<void> {
    const aheadMs = await this.#clockAheadMs()
    await this.#page.evaluate(
      (performanceMs) => (globalThis as Plain).playAt(performanceMs),
      moment + aheadMs,
    )
  }

  async #clockAheadMs(): Promise<number> {
    let [least, most] = [-Infinity, Infinity]
    for (let count = 0; count < CLOCK_TRIES; count++) {
      const sentAtMs = momentMs()
      const nowMs = await this.#page.evaluate(() => performance.now())
      least = Math.max(least, nowMs - momentMs())
      most = Math.min(most, nowMs - sentAtMs)
    }
    return (least + most) / 2
  }
}

/** Runs in the page. The context runs for a while before it is asked when what it plays is heard. */
async function prepare(wavBase64: string): Promise<void> {
  const SETTLE_MS = 1_500
  const READ_EVERY_MS = 20
  const READINGS = 50
  const context = new AudioContext()
  const bytes = Uint8Array.from(atob(wavBase64), (character) => character.charCodeAt(0))
  const buffer = await context.decodeAudioData(bytes.buffer)
  const aheads: number[] = []
  setInterval(() => {
    const { contextTime, performanceTime } = context.getOutputTimestamp()
    aheads.push(contextTime! - performanceTime! / 1_000)
    if (aheads.length > READINGS) aheads.shift()
  }, READ_EVERY_MS)
  ;(globalThis as Plain).playAt = (performanceMs) => {
    const aheadS = aheads.toSorted((a, b) => a - b)[Math.floor(aheads.length / 2)]!
    const source = new AudioBufferSourceNode(context, { buffer })
    source.connect(context.destination)
    source.start(performanceMs / 1_000 + aheadS)
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
}
