import { expect, type Page } from '@playwright/test'

type Rule = { playing: boolean; positionMs: number; updatedAtMs: number; rate: number }
type Remembered = {
  media: Set<HTMLMediaElement>
  rule: Rule
  roomAheadMs: number
  errorsMs: number[]
  silent: number
}
type Watched = typeof globalThis & { sound: Remembered }

/** Often enough to see a wrong jump that is taken back at once. */
const READ_EVERY_MS = 50

/** Before the page's own scripts: its media elements stand nowhere in the document. */
export async function rememberSound(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const media = new Set<HTMLMediaElement>()
    ;(globalThis as Watched).sound = {
      media,
      rule: { playing: false, positionMs: 0, updatedAtMs: 0, rate: 1 },
      roomAheadMs: 0,
      errorsMs: [],
      silent: 0,
    }
    const create = document.createElement.bind(document)
    document.createElement = ((name: string, options?: ElementCreationOptions) => {
      const element = create(name, options)
      if (element instanceof HTMLMediaElement) media.add(element)
      return element
    }) as typeof document.createElement
  })
}

/** Learns, beside the player, the room's rule and its clock: the quickest of some heartbeats. */
export async function learnRoom(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const path = location.pathname
    const { sound } = globalThis as Watched
    const document = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html')
    const initial = JSON.parse(document.getElementById('room-initial')!.textContent)
    sound.rule = initial.room.playhead
    let quickestMs = Infinity
    for (let count = 0; count < 8; count++) {
      const t0 = performance.now()
      const response = await fetch(`${path}/heartbeat`, { method: 'POST', body: JSON.stringify({ t0 }) })
      const t3 = performance.now()
      const { t1, t2 } = await response.json()
      if (t3 - t0 > quickestMs) continue
      quickestMs = t3 - t0
      sound.roomAheadMs = (t1 - t0 + t2 - t3) / 2
    }
  })
}

/** How far the element is from where the room is, in ms; null while it is silent. */
export function errorMs(page: Page): Promise<number | null> {
  return page.evaluate(() => {
    const { media, rule, roomAheadMs } = (globalThis as Watched).sound
    const element = [...media].find(({ paused, readyState }) => !paused && readyState >= 2)
    if (!element) return null
    const sinceMs = performance.now() + roomAheadMs - rule.updatedAtMs
    return element.currentTime * 1_000 - (rule.positionMs + sinceMs * rule.rate)
  })
}

/** Waits until the page is in time, and from then on notes every error. */
export async function settle(page: Page, withinMs = 30): Promise<void> {
  await expect.poll(() => page.evaluate(() => (globalThis as Watched).sound.media.size)).toBeGreaterThan(0)
  const offMs = async () => {
    // What was pressed a moment ago, or a gate that opens, may not have moved the room yet.
    await learnRoom(page)
    return Math.abs((await errorMs(page)) ?? Infinity)
  }
  await expect.poll(offMs).toBeLessThan(withinMs)
}

export async function note(page: Page): Promise<void> {
  await page.evaluate((everyMs) => {
    const { sound } = globalThis as Watched
    setInterval(() => {
      const element = [...sound.media].find(({ paused, readyState }) => !paused && readyState >= 2)
      if (!element) return sound.silent++
      const sinceMs = performance.now() + sound.roomAheadMs - sound.rule.updatedAtMs
      const shouldBeMs = sound.rule.positionMs + sinceMs * sound.rule.rate
      return sound.errorsMs.push(element.currentTime * 1_000 - shouldBeMs)
    }, everyMs)
  }, READ_EVERY_MS)
}

export type Noted = { worstMs: number; readings: number; silent: number }

export function noted(page: Page): Promise<Noted> {
  return page.evaluate(() => {
    const { errorsMs, silent } = (globalThis as Watched).sound
    return { worstMs: Math.max(0, ...errorsMs.map(Math.abs)), readings: errorsMs.length, silent }
  })
}

/** Until the song has gone on by so much. */
export async function playsOn(page: Page, byMs: number): Promise<void> {
  const position = () =>
    page.evaluate(() => {
      const { media } = (globalThis as Watched).sound
      return 1_000 * ([...media].find(({ paused }) => !paused)?.currentTime ?? 0)
    })
  const fromMs = await position()
  await expect.poll(position, { timeout: byMs + 10_000 }).toBeGreaterThan(fromMs + byMs)
}
