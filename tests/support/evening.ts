import type { App } from './app'
import type { Browser } from './browser'

/** Alex opens a jam by its form; `code` is in the address the browser is sent to. */
export async function openJam(
  alex: Browser,
  fields: Record<string, string> = {},
): Promise<{ code: string; roomId: string }> {
  const opened = await alex.post('/new/jam', { name: 'Friday at Alex’s', host: 'Alex', ...fields })
  const code = opened.location?.split('/').at(-1)
  if (opened.status !== 303 || !code) throw new Error(`The jam was not opened: ${opened.status}`)
  const page = await alex.get('/history')
  const roomId = /href="\/history\/([0-9a-f-]{36})"/.exec(page.text)?.[1]
  return { code, roomId: roomId! }
}

/** Somebody comes in by the door's form. */
export async function comeIn(person: Browser, code: string, name: string): Promise<Browser> {
  await person.get(`/join/${code}`)
  const joined = await person.post(`/join/${code}`, { name })
  if (joined.status !== 303) throw new Error(`${name} was not let in: ${joined.status}`)
  return person
}

/** A token with which a program speaks for this browser, made at the settings page. */
export async function makeToken(person: Browser, tokenName = 'Robot'): Promise<string> {
  const made = await person.post('/settings/tokens', { tokenName })
  return /tutti_[\w-]{43}/.exec(made.text)![0]
}

export type Song = { id: string; title: string }

export async function findSong(person: Browser, code: string, title: string): Promise<Song> {
  const found = await person.get(`/rooms/${code}/search?q=${encodeURIComponent(title)}`)
  return found.json<{ tracks: Song[] }>().tracks[0]!
}

/** Adds a song and returns its place in the room: it plays when nothing else did. */
export async function addSong(person: Browser, code: string, title: string): Promise<void> {
  const { id } = await findSong(person, code, title)
  const added = await person.json(`/rooms/${code}/queue`, { trackId: id })
  if (added.status !== 200) throw new Error(`${title} was refused: ${added.text}`)
}

/** The room as the product holds it. */
export async function roomOf(app: App, code: string) {
  const room = await app.tutti.engine.rooms.findByCode(code)
  if (!room) throw new Error(`No room ${code}`)
  return room
}

/** Skips what plays, so that it was played. */
export async function skip(app: App, host: Browser, code: string): Promise<void> {
  const { current } = await roomOf(app, code)
  const skipped = await host.json(`/rooms/${code}/skip`, { itemId: current!.id })
  if (skipped.status !== 200) throw new Error(`Not skipped: ${skipped.text}`)
}
