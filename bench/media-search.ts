import { sql } from 'drizzle-orm'
import { openDatabase, type Db, type PostgresAddress } from '~/db/client.server'
import { libraries } from '~/db/schema/libraries'
import { idOf } from '~/media/path-id.server'
import { searchTracks } from '~/media/search/search.server'
import { refreshStatistics, saveTracks, type NewTrack } from '~/media/scan/save.server'
import { measureBrowse, type BrowseFigures } from './media-browse'
import { makeLanguage, seededRandom } from './media-words'

export type SearchFigures = {
  tracks: number
  searches: number
  p50Ms: number
  p99Ms: number
  worst: { query: string; ms: number }
  /** A look-up by primary key through the same client, in the same run. */
  referenceP50Ms: number
  referenceP99Ms: number
  fillS: number
  browse: BrowseFigures
}

const TRACKS = 100_000
const ARTISTS = 9_000
const ALBUMS = 12_000
const BATCH = 1000
const ROUNDS = 20
const FOLDER = '/bench'
const LIBRARY = {
  id: idOf(FOLDER),
  folder: FOLDER,
  name: 'Bench',
  kind: 'music',
  kindIsGuess: false,
  isPublic: false,
} as const
const SEED = 20_261_121

/** Fills an empty, migrated database with 100,000 made-up tracks and times a fixed mix of searches in it. */
export async function measureSearch(address: PostgresAddress): Promise<SearchFigures> {
  const db = openDatabase(address)
  try {
    const startedAtMs = performance.now()
    await db.insert(libraries).values(LIBRARY)
    const tracks = makeTracks(TRACKS)
    for (let from = 0; from < tracks.length; from += BATCH)
      await saveTracks(db, tracks.slice(from, from + BATCH))
    await refreshStatistics(db)
    const fillS = (performance.now() - startedAtMs) / 1000
    const searches = await measure(db, queryMix(tracks))
    return { tracks: TRACKS, fillS, ...searches, browse: await measureBrowse(db, LIBRARY.id) }
  } finally {
    await db.$client.end()
  }
}

function makeTracks(count: number): NewTrack[] {
  const random = seededRandom(SEED)
  const language = makeLanguage(random)
  const artists = Array.from({ length: ARTISTS }, () => language.phrase(3))
  const albums = Array.from({ length: ALBUMS }, () => language.phrase(4))
  return Array.from({ length: count }, (_, index) => ({
    folder: FOLDER,
    libraryId: LIBRARY.id,
    path: `${FOLDER}/${index}.mp3`,
    sizeBytes: 1,
    modifiedAtMs: index,
    kind: random() < 0.02 ? 'video' : 'audio',
    title: language.phrase(5),
    artist: artists[Math.floor(random() ** 2 * ARTISTS)]!,
    album: random() < 0.9 ? albums[Math.floor(random() * ALBUMS)]! : null,
    durationMs: 60_000 + Math.floor(random() * 300_000),
  }))
}

/** Nothing, common words, one and two letters, no hits, missing accents, typos, noise. */
const FIXED_QUERIES = (
  ',the,love,the love,a,b,l,st,zx,no,qqqqqq,xylophagous marmalade,motorhead,remix,you me,the of in my to a and,' +
  'fur elise,oel,eleise,a b c d e f g h,song 99,???,愛'
).split(',')

type Search = { query: string; kind?: 'video'; pages?: number }

/** What people type: right, unfinished, wrong, out of order, too short, too common, and not there at all. */
function queryMix(tracks: NewTrack[]): Search[] {
  const random = seededRandom(SEED + 1)
  const some = () => tracks[Math.floor(random() * tracks.length)]!
  const mistyped = (text: string) => {
    const at = 1 + Math.floor(random() * Math.max(1, text.length - 2))
    return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
  }
  return [
    ...FIXED_QUERIES.map((query) => ({ query })),
    { query: 'love', kind: 'video' },
    { query: '', kind: 'video' },
    { query: 'the', pages: 5 },
    ...Array.from({ length: 12 }, () => ({ query: some().title })),
    ...Array.from({ length: 12 }, () => ({ query: some().title.slice(0, 6) })),
    ...Array.from({ length: 12 }, () => ({ query: mistyped(some().title) })),
    ...Array.from({ length: 12 }, () => ({ query: reversed(`${some().title} ${some().artist}`) })),
    ...Array.from({ length: 12 }, () => {
      const { title, artist } = some()
      return { query: reversed(`${title} ${artist}`) }
    }),
    ...Array.from({ length: 12 }, () => ({ query: unaccented(some().artist!) })),
  ]
}

function reversed(text: string): string {
  return text.split(' ').reverse().join(' ')
}

function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
}

async function measure(db: Db, searches: Search[]) {
  const timesMs: number[] = []
  const referencesMs: number[] = []
  let worst = { query: '', ms: 0 }
  for (let round = -1; round < ROUNDS; round++) {
    for (const search of searches) {
      const times = await timeSearch(db, search)
      const referenceMs = await timed(() =>
        db.execute(sql`select id from track where path = ${`${FOLDER}/77.mp3`}`),
      )
      // The first round warms the caches.
      if (round < 0) continue
      timesMs.push(...times)
      referencesMs.push(referenceMs)
      const ms = Math.max(...times)
      if (ms > worst.ms) worst = { query: search.query, ms }
    }
  }
  return {
    searches: timesMs.length,
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
    worst,
    referenceP50Ms: percentile(referencesMs, 0.5),
    referenceP99Ms: percentile(referencesMs, 0.99),
  }
}

async function timeSearch(db: Db, { query, kind, pages = 1 }: Search): Promise<number[]> {
  const timesMs: number[] = []
  let cursor: string | null = null
  for (let page = 0; page < pages; page++) {
    timesMs.push(
      await timed(async () => {
        cursor = (await searchTracks(db, [LIBRARY.id], query, { kind, cursor })).nextCursor
      }),
    )
  }
  return timesMs
}

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return performance.now() - startedAtMs
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
