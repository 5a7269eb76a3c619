import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { seasons, series } from '~/db/schema/libraries'
import { tracks } from '~/db/schema/media'
import type { Item } from '~/domain/library/library'
import { playableIn } from '../tracks.server'

/** The item of this id in these libraries: a series, a season, or something to play. */
export async function findItem(db: Db, libraryIds: readonly string[], id: string): Promise<Item | null> {
  const [[track], [season], [found]] = await Promise.all([
    selectTracks(db, and(eq(tracks.id, id), playableIn(libraryIds))!),
    selectSeasons(db, libraryIds, eq(seasons.id, id)),
    selectSeries(db, libraryIds, eq(series.id, id)),
  ])
  if (track) return itemOfTrack(track)
  if (season) return itemOfSeason(season)
  return found ? itemOfSeries(found) : null
}

export function selectTracks(db: Db, condition: SQL) {
  return db.select(TRACK_COLUMNS).from(tracks).where(condition).$dynamic()
}

/** Seasons that have something to play, with how much. */
export function selectSeasons(db: Db, libraryIds: readonly string[], condition: SQL | undefined) {
  return db
    .select({
      id: seasons.id,
      seriesId: seasons.seriesId,
      libraryId: series.libraryId,
      number: seasons.number,
      artworkId: seasons.artworkId,
      artworkColor: seasons.artworkColor,
      episodes: sql<number>`count(*)::int`,
    })
    .from(seasons)
    .innerJoin(series, eq(series.id, seasons.seriesId))
    .innerJoin(tracks, and(eq(tracks.seasonId, seasons.id), playableIn(libraryIds)))
    .where(and(inArray(series.libraryId, [...libraryIds]), condition))
    .groupBy(seasons.id, series.id)
    .$dynamic()
}

/** Series that have something to play. */
export function selectSeries(db: Db, libraryIds: readonly string[], condition: SQL | undefined) {
  const episodes = db
    .select({ one: sql`1` })
    .from(tracks)
    .innerJoin(seasons, eq(seasons.id, tracks.seasonId))
    .where(and(eq(seasons.seriesId, series.id), playableIn(libraryIds)))
  return db
    .select({
      id: series.id,
      libraryId: series.libraryId,
      title: series.title,
      year: series.year,
      artworkId: series.artworkId,
      artworkColor: series.artworkColor,
      titleKey: sql<string>`${series.titleKey}`,
      // In plain words: a query of one table would leave the names of the tables out.
      seasons: sql<number>`(
        select count(*)::int from season where season.series_id = series.id and exists (
          select from track where track.season_id = season.id and track.broken_reason is null))`,
    })
    .from(series)
    .where(and(inArray(series.libraryId, [...libraryIds]), sql`exists ${episodes}`, condition))
    .$dynamic()
}

type TrackRow = Awaited<ReturnType<typeof selectTracks>>[number]
type SeasonRow = Awaited<ReturnType<typeof selectSeasons>>[number]
type SeriesRow = Awaited<ReturnType<typeof selectSeries>>[number]

export function itemOfTrack({ role, seasonId, artist, album, ...track }: TrackRow): Item {
  const line = role === 'episode' ? [album, artist] : role === 'film' ? [album] : [artist, album]
  return { ...track, kind: role, parentId: seasonId, line: line.filter(Boolean).join(' · '), playable: true }
}

export function itemOfSeason({ number, seriesId, episodes, ...season }: SeasonRow): Item {
  const line = episodes === 1 ? '1 episode' : `${episodes} episodes`
  return { ...season, kind: 'season', parentId: seriesId, title: nameSeason(number), line, ...HOLDS_OTHERS }
}

export function itemOfSeries({ year, seasons, titleKey: _key, ...found }: SeriesRow): Item {
  const line = [year, seasons === 1 ? '1 season' : `${seasons} seasons`].filter(Boolean).join(' · ')
  return { ...found, kind: 'series', parentId: null, line, ...HOLDS_OTHERS }
}

const HOLDS_OTHERS = { durationMs: null, playable: false } as const
/** The first film was made in 1888; no series had so many seasons. */
const FIRST_YEAR = 1888

function nameSeason(number: number): string {
  if (number === 0) return 'Specials'
  return number >= FIRST_YEAR ? String(number) : `Season ${number}`
}

export const TRACK_COLUMNS = {
  id: tracks.id,
  role: tracks.role,
  libraryId: tracks.libraryId,
  seasonId: tracks.seasonId,
  title: tracks.title,
  artist: tracks.artist,
  album: tracks.album,
  artworkId: tracks.artworkId,
  artworkColor: tracks.artworkColor,
  durationMs: tracks.durationMs,
}
