import { getTableColumns, sql } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { seasons, series } from '~/db/schema/libraries'
import type { Artwork } from '../artwork/picture.server'
import { idOf } from '../path-id.server'
import { overwrite } from './overwrite'

/** A picture, and the file it lies in. */
export type PlacedArtwork = Artwork & { path: string }

/** The season that an episode is part of. A series is known by its library, title and year. */
export type NewSeason = {
  series: { title: string; year: number | null; artwork: PlacedArtwork | null }
  number: number
  artwork: PlacedArtwork | null
}

/** Any number will do, as long as every node of every version takes the same one. */
const SERIES_LOCK = 7_883_301

/** Writes the series and seasons of these episodes; answers the id of each one's season, null for what is no episode. */
export async function saveSeasons(
  tx: Queries,
  tracks: { libraryId: string; season?: NewSeason | null }[],
): Promise<(string | null)[]> {
  const found = tracks.map(({ libraryId, season }) => season && rowsOf(libraryId, season))
  const rows = found.filter((each) => each != null)
  if (rows.length > 0) {
    await lockSeries(tx)
    await tx
      .insert(series)
      .values(unique(rows.map((row) => row.series)))
      .onConflictDoUpdate({ target: series.id, set: SERIES_OVERWRITTEN })
    await tx
      .insert(seasons)
      .values(unique(rows.map((row) => row.season)))
      .onConflictDoUpdate({ target: seasons.id, set: SEASON_OVERWRITTEN })
  }
  return found.map((each) => each?.season.id ?? null)
}

/** Forgets series and seasons that no episode is left of. */
export async function forgetEmptySeries(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await lockSeries(tx)
    await tx.execute(sql`
      delete from season where not exists (select from track where track.season_id = season.id)`)
    await tx.execute(sql`
      delete from series where not exists (select from season where season.series_id = series.id)`)
  })
}

const SERIES_OVERWRITTEN = overwrite(getTableColumns(series), ['id', 'titleKey', 'titleWords'])
const SEASON_OVERWRITTEN = overwrite(getTableColumns(seasons), ['id'])

/** Or one node would forget a season just as another finds its first episode. */
async function lockSeries(tx: Queries): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${SERIES_LOCK})`)
}

function rowsOf(libraryId: string, { series, number, artwork }: NewSeason) {
  const { title, year } = series
  const seriesId = idOf(`${libraryId}\n${fold(title)}\n${year ?? ''}`)
  return {
    series: { id: seriesId, libraryId, title, year, ...columnsOf(series.artwork) },
    season: { id: idOf(`${seriesId}\n${number}`), seriesId, number, ...columnsOf(artwork) },
  }
}

function columnsOf(artwork: PlacedArtwork | null) {
  return {
    artworkId: artwork?.id ?? null,
    artworkColor: artwork?.color ?? null,
    artworkPath: artwork?.path ?? null,
  }
}

/** By which two ways of writing a title are the same series. */
function fold(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || title
}

function unique<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
