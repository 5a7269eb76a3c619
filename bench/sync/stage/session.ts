import type { Page } from '@playwright/test'
import { momentMs, sleep } from '../../support/moment.ts'
import { startPlain } from '../../support/program.ts'
import type { Pulse } from '../sound/pulse.ts'
import type { Recording } from '../sound/recording.ts'
import { openPage, startBrowsers } from './browsers.ts'
import type { Network } from './networks.ts'
import { PageWatch } from './page-hooks.ts'
import type { Proxies } from './proxies.ts'
import { addTrack, findTrack, join, openRoom, playHere, setPlayback, type Output } from './room.ts'

/** What is done in one room, and for how long. */
export type Plan = {
  network: Network
  output: Output
  trackTitle: string
  steadyS: number
  plays: number
  seeks: number
  lateJoins: number
  wallClocksOffMs: number[]
}

/** Something that was done, and until when nothing else was. */
export type Happening = { what: 'play' | 'seek' | 'late join' | 'steady'; fromMs: number; toMs: number }

/** What a browser did and said while nothing was done to it. */
export type Account = {
  beliefs: { atMs: number; positionMs: number }[]
  rateChanges: number
  seeks: number
}

export type Played = { happenings: Happening[]; accounts: Account[]; recording: Recording }

/** Long enough for a start or a seek to come to rest. */
const AFTER_EACH_MS = 5_000
/** Long enough for what still sounds to fall silent, and for the room to be told. */
const PAUSE_MS = 1_500
const LOOK_EVERY_MS = 250
/** The first sound loads the file and wakes everything up: it is not what "press play" is about. */
const WARM_UP_MS = 4_000
const SEEK_BY_MS = 20_000

/** Plays one room on fresh browsers and records what they put out. */
export async function playRoom(
  serverPort: number,
  pulse: Pulse,
  recordTo: string,
  plan: Plan,
): Promise<Played> {
  const { lines } = plan.network
  const proxies = startPlain<Proxies>('../sync/stage/proxies')
  const orchestra = await startBrowsers(pulse, lines.length)
  const recording = await pulse.record(recordTo)
  try {
    const ports = await proxies.call('open', serverPort, lines)
    const enter = (index: number) =>
      openPage(orchestra.browsers[index]!, `http://127.0.0.1:${ports[index]}`, plan.wallClocksOffMs[index])
    const pages = await Promise.all(lines.map((_, index) => enter(index)))
    const room = await Room.open(pages, plan, enter)
    await room.warmUp()
    const happenings = await room.beStirred()
    const { steady, accounts } = await room.beLeftAlone()
    return { happenings: [...happenings, steady], accounts, recording }
  } finally {
    await recording.stop()
    await orchestra.stop()
    await proxies.stop()
  }
}

class Room {
  #pages: Page[]
  #plan: Plan
  #code: string
  #enter: (index: number) => Promise<Page>
  #positionMs = 0

  private constructor(pages: Page[], plan: Plan, code: string, enter: (index: number) => Promise<Page>) {
    this.#pages = pages
    this.#plan = plan
    this.#code = code
    this.#enter = enter
  }

  static async open(pages: Page[], plan: Plan, enter: (index: number) => Promise<Page>): Promise<Room> {
    const [host, ...guests] = pages as [Page, ...Page[]]
    const code = await openRoom(host)
    await Promise.all(guests.map((page, index) => join(page, code, `Guest ${index + 1}`)))
    await addTrack(host, code, await findTrack(host, code, plan.trackTitle))
    return new Room(pages, plan, code, enter)
  }

  async warmUp(): Promise<void> {
    await Promise.all(this.#pages.map((page) => playHere(page, this.#code, this.#plan.output)))
    await sleep(WARM_UP_MS)
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
    const watches = this.#pages.map((page) => new PageWatch(page))
    const before = await Promise.all(watches.map((watch) => watch.look()))
    const fromMs = momentMs()
    const toMs = fromMs + this.#plan.steadyS * 1_000
    while (momentMs() < toMs) {
      await sleep(LOOK_EVERY_MS)
      await Promise.all(watches.map((watch) => watch.look()))
    }
    const after = await Promise.all(watches.map((watch) => watch.look()))
    const accounts = watches.map((watch, index) => ({
      beliefs: watch.beliefs.map(({ nowMs, positionMs }) => ({ atMs: watch.momentOf(nowMs), positionMs })),
      rateChanges: after[index]!.rateChanges - before[index]!.rateChanges,
      seeks: after[index]!.seeks - before[index]!.seeks,
    }))
    return { steady: { what: 'steady', fromMs, toMs }, accounts }
  }

  get #host(): Page {
    return this.#pages[0]!
  }

  async #play(): Promise<Happening> {
    await setPlayback(this.#host, this.#code, { playing: false })
    await sleep(PAUSE_MS)
    return this.#rest('play', await setPlayback(this.#host, this.#code, { playing: true }))
  }

  async #seek(): Promise<Happening> {
    this.#positionMs += SEEK_BY_MS
    return this.#rest('seek', await setPlayback(this.#host, this.#code, { positionMs: this.#positionMs }))
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
    return this.#rest('late join', fromMs)
  }

  async #rest(what: Happening['what'], fromMs: number): Promise<Happening> {
    await sleep(AFTER_EACH_MS)
    return { what, fromMs, toMs: momentMs() }
  }
}
