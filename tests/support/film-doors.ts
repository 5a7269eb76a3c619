import type { Browser } from './browser'
import { comeIn, makeToken, openJam } from './evening'
import { startHousehold } from './household'

/** A household, rooms of Ada's in which Metropolis is on, and those who stand before their doors. */
export async function startFilmDoors() {
  const household = await startHousehold()
  const { app, ada, metropolis } = household

  async function openFilmRoom(fields: Record<string, string> = {}): Promise<string> {
    const { code } = await openJam(ada.browser, fields)
    const added = await ada.browser.json(`/rooms/${code}/queue`, { trackId: metropolis.id })
    if (added.status !== 200) throw new Error(added.text)
    return code
  }

  /** A stranger, the host of another room with a program of theirs, and one who has left. */
  async function outsidersOf(code: string) {
    const [stranger, other] = [app.browser(), app.browser()]
    const { code: othersCode } = await openJam(other)
    const gone = await comeIn(app.browser(), code, 'Gone')
    await gone.post(`/rooms/${code}/departure`)
    return { stranger, other, othersCode, gone, program: other.withToken(await makeToken(other)) }
  }

  return { ...household, openFilmRoom, outsidersOf }
}

export function statuses(browser: Browser, urls: string[]): Promise<number[]> {
  return Promise.all(urls.map(async (url) => (await browser.get(url)).status))
}
