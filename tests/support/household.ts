import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterAll } from 'vitest'
import { eq } from 'drizzle-orm'
import { accounts } from '~/db/schema/accounts'
import { libraries } from '~/db/schema/libraries'
import type { Settings } from '../../server/settings'
import { signUp } from './accounts'
import { startApp, type App } from './app'
import type { Browser } from './browser'
import { makeWav } from './media'
import { WEBM_FILM } from './media-samples'

export type Person = { browser: Browser; id: string }

/** A server with music for everybody and films that are not; Ada runs it, Kim has an account. */
export async function startHousehold(settings: Partial<Settings> = {}) {
  const folder = await fillFolder({
    'Films/Metropolis (1927).webm': WEBM_FILM,
    'Films/Metropolis (1927)-poster.png': await coverOf('#c02040'),
    'Films/Metropolis (1927).de.srt': '1\n00:00:01,000 --> 00:00:02,000\nGrüße\n',
    'Films/M (1931).webm': WEBM_FILM,
    'Films/M (1931).en.srt': '1\n00:00:01,000 --> 00:00:02,000\nHello\n',
    'Films/Broken <b>.webm': 'no film at all',
    'Music/song.wav': makeWav({ title: 'Song', picture: await coverOf('#20c040') }, 60_000),
  })
  const app = await startApp({
    mediaDirectories: [folder],
    publicMediaDirectories: [join(folder, 'Music')],
    ...settings,
  })
  const ada = await signUpAs(app, 'Ada')
  const kim = await signUpAs(app, 'Kim')
  return { app, ada, kim, ...(await theMedia(app)) }
}

export async function signUpAs(app: App, username: string): Promise<Person> {
  const browser = app.browser()
  const answer = await signUp(browser, username)
  if (answer.status !== 303) throw new Error(`${username} could not sign up: ${answer.status}`)
  const [row] = await app.db.select().from(accounts).where(eq(accounts.username, username))
  return { browser, id: row!.id }
}

/** The admin sets who may see a library, as the form does. */
export async function setAudience(
  admin: Browser,
  library: { id: string; name: string; kind: string },
  audience: 'public' | 'all' | 'given',
  given: string[] = [],
): Promise<void> {
  const ticks = Object.fromEntries(given.map((id) => [`given.${id}`, 'on']))
  const { id, name, kind } = library
  const sent = await admin.post(`/admin/libraries/${id}`, { name, kind, audience, ...ticks })
  if (sent.status !== 303) throw new Error(`Not set: ${sent.status} ${sent.text}`)
}

async function theMedia(app: App) {
  const rows = await app.db.select().from(libraries)
  const named = (name: string) => rows.find((row) => row.name === name)!
  const everything = await app.tutti.library.seenBy(
    (await app.db.select().from(accounts)).find(({ role }) => role === 'admin')!.id,
  )
  const { tracks } = await everything.search('', { limit: 100 })
  const titled = (title: string) => tracks.find((track) => track.title === title)!
  const [metropolis, m] = [titled('Metropolis'), titled('M')]
  return {
    films: named('Films'),
    music: named('Music'),
    metropolis,
    m,
    song: titled('Song'),
    subtitle: (await everything.subtitlesOf(metropolis.id))[0]!,
    otherSubtitle: (await everything.subtitlesOf(m.id))[0]!,
  }
}

async function fillFolder(files: Record<string, Buffer | string>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-household-')))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

function coverOf(background: string): Promise<Buffer> {
  return sharp({ create: { width: 300, height: 300, channels: 3, background } })
    .png()
    .toBuffer()
}
