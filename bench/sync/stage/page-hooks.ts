import type { Page } from '@playwright/test'
import { momentMs } from '../../support/moment.ts'

/** What a page tells of its media elements, at one moment of its own clock. */
type Told = {
  nowMs: number
  elements: { positionMs: number; playing: boolean }[]
  rateChanges: number
  seeks: number
}
type Remembered = { elements: Set<HTMLMediaElement>; rateChanges: number; seeks: number }
type Watched = typeof globalThis & { benchMedia: Remembered }

/** Where a page's element says it is, at one moment of its own clock. */
export type Belief = { nowMs: number; positionMs: number }

/** Runs in the page before its own scripts: elements that stand nowhere in the page are to be found, too. */
export function rememberMedia(): void {
  const media: Remembered = { elements: new Set(), rateChanges: 0, seeks: 0 }
  ;(globalThis as Watched).benchMedia = media
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (!(element instanceof HTMLMediaElement)) return element
    media.elements.add(element)
    element.addEventListener('ratechange', () => (media.rateChanges += 1))
    element.addEventListener('seeking', () => (media.seeks += 1))
    return element
  }) as typeof document.createElement
}

/** Asks a page again and again where its sound is, and learns its clock by the way. */
export class PageWatch {
  readonly beliefs: Belief[] = []
  #page: Page
  /** The page's clock is ahead of the clock of all processes by something between these. */
  #behindMs = -Infinity
  #aheadMs = Infinity

  constructor(page: Page) {
    this.#page = page
  }

  async look(): Promise<Told> {
    const sentAtMs = momentMs()
    const told = await this.#page.evaluate(tell)
    const receivedAtMs = momentMs()
    this.#behindMs = Math.max(this.#behindMs, told.nowMs - receivedAtMs)
    this.#aheadMs = Math.min(this.#aheadMs, told.nowMs - sentAtMs)
    const playing = told.elements.find((element) => element.playing)
    if (playing) this.beliefs.push({ nowMs: told.nowMs, positionMs: playing.positionMs })
    return told
  }

  /** A moment of the page's clock by the clock of all processes. */
  momentOf(nowMs: number): number {
    return nowMs - (this.#behindMs + this.#aheadMs) / 2
  }
}

function tell(): Told {
  const { elements, rateChanges, seeks } = (globalThis as Watched).benchMedia
  return {
    nowMs: performance.now(),
    elements: [...elements].map((element) => ({
      positionMs: element.currentTime * 1_000,
      playing: !element.paused && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
    })),
    rateChanges,
    seeks,
  }
}
