import type { Page, Request } from '@playwright/test'
import { momentMs } from '../../support/moment.ts'
import { tell, type Frame, type Told } from './page-hooks.ts'

/** How far ahead of something a page says it is, at a moment of the clock of all processes. */
export type Saying = { atMs: number; offsetMs: number }

/** What a browser did and said while it was watched. */
export type Account = {
  /** Its media element's `currentTime`, ahead of the time that went by; nothing where no element can be heard. */
  byCurrentTime: Saying[]
  /** What its player told the server: how far it is ahead of the room, by its own idea of the room's clock. */
  byOwnWord: Saying[]
  frames: Frame[]
  rateChanges: number
  seeks: number
}

type Reading = { nowMs: number; positionMs: number }

/** Asks a page again and again where its sound is, and learns its clock by the way. */
export class PageWatch {
  #page: Page
  #first: Told | null = null
  #last: Told | null = null
  #readings: Reading[] = []
  #frames: Frame[] = []
  #ownWord: Saying[] = []
  /** The page's clock is ahead of the clock of all processes by something between these. */
  #leastAheadMs = -Infinity
  #mostAheadMs = Infinity

  constructor(page: Page) {
    this.#page = page
    page.on('request', this.#overhear)
  }

  async look(): Promise<void> {
    const sentAtMs = momentMs()
    const told = await this.#page.evaluate(tell)
    this.#leastAheadMs = Math.max(this.#leastAheadMs, told.nowMs - momentMs())
    this.#mostAheadMs = Math.min(this.#mostAheadMs, told.nowMs - sentAtMs)
    if (told.positionMs !== null) this.#readings.push({ nowMs: told.nowMs, positionMs: told.positionMs })
    // What was shown before the first look belongs to what was before.
    if (this.#first) this.#frames.push(...told.frames)
    this.#first ??= told
    this.#last = told
  }

  end(): Account {
    this.#page.off('request', this.#overhear)
    const aheadMs = (this.#leastAheadMs + this.#mostAheadMs) / 2
    return {
      byCurrentTime: this.#readings.map(({ nowMs, positionMs }) => {
        const atMs = nowMs - aheadMs
        return { atMs, offsetMs: positionMs - atMs }
      }),
      byOwnWord: this.#ownWord,
      frames: this.#frames.map((frame) => ({ ...frame, shownAtMs: frame.shownAtMs - aheadMs })),
      rateChanges: this.#last!.rateChanges - this.#first!.rateChanges,
      seeks: this.#last!.seeks - this.#first!.seeks,
    }
  }

  #overhear = (request: Request): void => {
    if (!new URL(request.url()).pathname.endsWith('/heartbeat')) return
    const { report } = (request.postDataJSON() ?? {}) as { report?: { errorMs: number | null } }
    if (report?.errorMs != null) this.#ownWord.push({ atMs: momentMs(), offsetMs: report.errorMs })
  }
}
