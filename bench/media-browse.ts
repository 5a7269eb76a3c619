import { accounts } from '~/db/schema/accounts'
import { libraries } from '~/db/schema/libraries'
import type { Db } from '~/db/client.server'
import { seenByAll } from '~/media/libraries/access.server'
import { idOf } from '~/media/path-id.server'
import { refreshStatistics, saveTracks, type NewTrack } from '~/media/scan/save.server'
import { Shelves } from '~/media/shelves.server'
import { percentile } from './support/statistics.ts'

export type BrowseFigures = {
  pages: number
  p50Ms: number
  p99Ms: number
  worst: { what: string; ms: number }
}

const FILMS = 5_000
const SERIES = 500
const SEASONS = 4
const EPISODES = 10
const BATCH = 1000
const ROUNDS = 40

const library = (name: string, kind: 'films' | 'series') => ({
  id: idOf(`/bench-${name}`),
  folder: `/bench-${name}`,
  name,
  kind,
  kindIsGuess: false,
  isPublic: false,
})
const FILM_LIBRARY = library('films', 'films')
const SERIES_LIBRARY = library('series', 'series')

/**
 * Adds films and series to a database of many tracks and times their pages, each asked for as a request does: first which
 * libraries this account may see, then what is in them.
 */
export async function measureBrowse(db: Db, otherLibraryId: string): Promise<BrowseFigures> {
  await fill(db)
  const accountId = idOf('somebody')
  const ids = [otherLibraryId, FILM_LIBRARY.id, SERIES_LIBRARY.id]
  const shelves = async () => new Shelves(db, await seenByAll(db, ids, [accountId]))

  const first = await shelves()
  const shows = (await first.browse(SERIES_LIBRARY.id, { limit: 100 }))!.items
  const season = (await first.browse(shows[7]!.id))!.items[0]!
  const episode = (await first.browse(season.id))!.items[0]!
  const asks: Record<string, () => Promise<unknown>> = {
    'films, two pages': async () => twoPages(await shelves(), FILM_LIBRARY.id, ''),
    'series, two pages': async () => twoPages(await shelves(), SERIES_LIBRARY.id, ''),
    'a series': async () => (await shelves()).browse(shows[7]!.id),
    'a season': async () => (await shelves()).browse(season.id),
    'an episode': async () => (await shelves()).item(episode.id),
    'the rest of a season': async () => (await shelves()).restOfSeason(episode.id),
    'a search in films': async () => twoPages(await shelves(), FILM_LIBRARY.id, 'night'),
    'a search everywhere': async () => twoPages(await shelves(), null, 'harbour 12'),
    'a cover': async () => (await shelves()).shows('0'.repeat(32)),
  }
  return measure(asks)
}

async function fill(db: Db): Promise<void> {
  await db.insert(libraries).values([FILM_LIBRARY, SERIES_LIBRARY])
  await db.insert(accounts).values([
    { id: idOf('admin'), username: 'admin', usernameKey: 'admin', role: 'admin', createdAtMs: 0 },
    { id: idOf('somebody'), username: 'somebody', usernameKey: 'somebody', role: 'member', createdAtMs: 0 },
  ])
  const rows = [...makeFilms(), ...makeEpisodes()]
  for (let from = 0; from < rows.length; from += BATCH) await saveTracks(db, rows.slice(from, from + BATCH))
  await refreshStatistics(db)
}

const NOUNS = ['Night', 'Harbour', 'Train', 'Moon', 'Garden', 'Letter', 'Mountain', 'Sea', 'Clock', 'Summer']

function makeFilms(): NewTrack[] {
  return Array.from({ length: FILMS }, (_, at) => {
    const path = `${FILM_LIBRARY.folder}/${at}.mkv`
    const title = `The ${NOUNS[at % 10]} and the ${NOUNS[Math.floor(at / 10) % 10]} ${at}`
    return { ...file(FILM_LIBRARY, path), role: 'film', title, year: 1920 + (at % 100) }
  })
}

function makeEpisodes(): NewTrack[] {
  return Array.from({ length: SERIES * SEASONS * EPISODES }, (_, at) => {
    const [show, season, number] = [
      Math.floor(at / (SEASONS * EPISODES)),
      1 + (Math.floor(at / EPISODES) % SEASONS),
      1 + (at % EPISODES),
    ]
    const title = `${NOUNS[show % 10]} ${show}`
    return {
      ...file(SERIES_LIBRARY, `${SERIES_LIBRARY.folder}/${at}.mkv`),
      role: 'episode',
      title: `Episode ${number}`,
      artist: title,
      album: `S${season} E${number}`,
      episodeNumber: number,
      place: number,
      season: { series: { title, year: null, artwork: null }, number: season, artwork: null },
    }
  })
}

function file({ id, folder }: { id: string; folder: string }, path: string) {
  return {
    folder,
    libraryId: id,
    path,
    sizeBytes: 1,
    modifiedAtMs: 1,
    kind: 'video' as const,
    durationMs: 1000,
  }
}

async function twoPages(shelves: Shelves, parentId: string | null, search: string): Promise<void> {
  const first = await shelves.browse(parentId, { search })
  if (first?.nextCursor) await shelves.browse(parentId, { search, cursor: first.nextCursor })
}

async function measure(asks: Record<string, () => Promise<unknown>>): Promise<BrowseFigures> {
  const timesMs: number[] = []
  let worst = { what: '', ms: 0 }
  for (let round = -1; round < ROUNDS; round++) {
    for (const [what, ask] of Object.entries(asks)) {
      const startedAtMs = performance.now()
      await ask()
      const ms = performance.now() - startedAtMs
      // The first round warms the caches.
      if (round < 0) continue
      timesMs.push(ms)
      if (ms > worst.ms) worst = { what, ms }
    }
  }
  return { pages: timesMs.length, p50Ms: percentile(timesMs, 0.5), p99Ms: percentile(timesMs, 0.99), worst }
}
