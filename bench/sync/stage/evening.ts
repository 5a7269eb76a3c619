import type { Page } from '@playwright/test'
import { momentMs, sleep } from '../../support/moment.ts'
import { PageWatch, type Account } from './page-watch.ts'
import { addTrack, findTrack, join, openRoom, playHere, setPlayback } from './room.ts'
import type { Plan } from './session.ts'

/** Something that was done, and until when nothing else was. */
export type Happening = { what: 'play' | 'seek' | 'late join' | 'steady'; fromMs: number; toMs: number }

/** The first sound loads the file and wakes everything up: it is not what "press play" is about. */
const WARM_UP_MS = 4_000
/** Long enough for a start or a seek to come to rest. */
const AFTER_EACH_MS = 4_000
/** Long enough for what still sounds to fall silent, and for the room to be told. */
const PAUSE_MS = 1_500
/** The steady state is what comes after everything has been put right. */
const SETTLE_MS = 2_000
const LOOK_EVERY_MS = 250
const SEEK_BY_MS = 20_000

/** One room, its people, and what they do. */
export class Evening {
  #pages: Page[]
  #plan: Plan
  #code: string
  #enter: (index: number) => Promise<Page>
  #soughtMs = 0

  private constructor(pages: Page[], plan: Plan, code: string, enter: (index: number) => Promise<Page>) {
    this.#pages = pages
    this.#plan = plan
    this.#code = code
    this.#enter = enter
  }

  /** Opens a room, has everybody come in and the first song play everywhere. */
  static async open(plan: Plan, people: number, enter: (index: number) => Promise<Page>): Promise<Evening> {
    const pages = await Promise.all(Array.from({ length: people }, (_, index) => enter(index)))
    const [host, ...guests] = pages as [Page, ...Page[]]
    const code = await openRoom(host)
    await Promise.all(guests.map((page, index) => join(page, code, `Guest ${index + 1}`)))
    for (const title of plan.trackTitles) await addTrack(host, code, await findTrack(host, code, title))
    await Promise.all(pages.map((page) => playHere(page, code, plan.output)))
    await sleep(WARM_UP_MS)
    return new Evening(pages, plan, code, enter)
  }

  /** Plays, seeks and late joins, each with some time to come to rest. */
  async beStirred(): Promise<Happening[]> {
    const { plays, seeks, lateJoins } = this.#plan
    const happenings: Happening[] = []
    for (let count = 0; count < plays; count++) happenings.push(await this.#play())
    for (let count = 0; count < seeks; count++) happenings.push(await this.#seek())
    for (let count = 0; count < lateJoins; count++) happenings.push(await this.#joinLate())
    return happenings
  }

  async beLeftAlone(): Promise<{ steady: Happening; accounts: Account[] }> {
    await sleep(SETTLE_MS)
    const watches = this.#pages.map((page) => new PageWatch(page))
    const look = () => Promise.all(watches.map((watch) => watch.look()))
    await look()
    const fromMs = momentMs()
    const toMs = fromMs + this.#plan.steadyS * 1_000
    while (momentMs() < toMs) {
      await sleep(LOOK_EVERY_MS)
      await look()
    }
    return { steady: { what: 'steady', fromMs, toMs }, accounts: watches.map((watch) => watch.end()) }
  }

  get #host(): Page {
    return this.#pages[0]!
  }

  async #play(): Promise<Happening> {
    await setPlayback(this.#host, this.#code, { playing: false })
    await sleep(PAUSE_MS)
    return rested('play', await setPlayback(this.#host, this.#code, { playing: true }))
  }

  async #seek(): Promise<Happening> {
    this.#soughtMs += SEEK_BY_MS
    return rested('seek', await setPlayback(this.#host, this.#code, { positionMs: this.#soughtMs }))
  }

  /** The last one's browser is left, and somebody comes in with one that has never been here. */
  async #joinLate(): Promise<Happening> {
    const last = this.#pages.length - 1
    await this.#pages[last]!.context().close()
    const page = await this.#enter(last)
    await join(page, this.#code, 'Late')
    await sleep(PAUSE_MS)
    this.#pages[last] = page
    const fromMs = momentMs()
    await playHere(page, this.#code, this.#plan.output)
    return rested('late join', fromMs)
  }
}

async function rested(what: Happening['what'], fromMs: number): Promise<Happening> {
  await sleep(AFTER_EACH_MS)
  return { what, fromMs, toMs: momentMs() }
}
