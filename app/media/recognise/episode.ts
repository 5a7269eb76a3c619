import { filenameParse } from '@ctrl/video-filename-parser'
import { readEpisodeNumber, readNumberAlone } from './episode-number'
import { readFilmName } from './film-name'
import { spaced, withoutRelease } from './spaced'

export type EpisodeOf = {
  series: { title: string; year: number | null }
  /** 0 holds the specials; of what is numbered by date it is the year. */
  season: number
  first: number | null
  last: number | null
  absolute: number | null
  airDate: string | null
  /** Null where the name has none. */
  title: string | null
  /** How many folders up the series' own folder is, and the season's: 0 is the file's; null when there is none. */
  seriesFolder: number | null
  seasonFolder: number | null
}

const SEASON_FOLDER = /^(?:season|series|staffel|saison|temporada|stagione|book|s)[\s._-]*(\d{1,4})(?!\d)/i
const SPECIALS_FOLDER = /^(?:specials?|season[\s._-]*0+)$/i

/** Reads an episode's name, without its ending, in the folders that lead to it from its library. */
export function readEpisode(name: string, folders: string[]): EpisodeOf {
  const place = placeOf(folders)
  const number =
    readEpisodeNumber(name) ?? (place.seriesFolder === null ? null : readNumberAlone(withoutRelease(name)))
  const { first = null, last = null, absolute = null, airDate = null } = number ?? {}
  return {
    series: place.series ?? nameSeries(number?.before ?? name) ?? { title: name, year: null },
    // Without any number in a series' own folder it is a special.
    season: number?.season ?? place.season ?? (number || !place.series ? 1 : 0),
    first,
    last,
    // Inside the folder of a season, numbers begin anew.
    absolute: place.season === null ? absolute : null,
    airDate,
    title: number ? spaced(withoutRelease(number.after)) : spaced(withoutRelease(name)),
    seriesFolder: place.seriesFolder,
    seasonFolder: place.seasonFolder,
  }
}

type Place = {
  series: EpisodeOf['series'] | null
  season: number | null
  seriesFolder: number | null
  seasonFolder: number | null
}

function placeOf(folders: string[]): Place {
  const [own, above] = [folders.at(-1), folders.at(-2)]
  if (own === undefined) return { series: null, season: null, seriesFolder: null, seasonFolder: null }

  const season = seasonOfFolder(own)
  if (season === null) return { series: nameSeries(own), season, seriesFolder: 0, seasonFolder: null }
  // "Name.S01.1080p-GROUP" names its series as well; "Season 1" stands in the folder that does.
  const packed = seasonPack(own)
  if (above === undefined)
    return { series: packed?.series ?? null, season, seriesFolder: null, seasonFolder: 0 }
  return { series: nameSeries(above), season, seriesFolder: 1, seasonFolder: 0 }
}

function seasonOfFolder(folder: string): number | null {
  if (SPECIALS_FOLDER.test(folder)) return 0
  const number = SEASON_FOLDER.exec(folder)?.[1]
  return number === undefined ? (seasonPack(folder)?.season ?? null) : Number(number)
}

function seasonPack(folder: string): { series: EpisodeOf['series'] | null; season: number } | null {
  const parsed = filenameParse(`${folder}.mkv`, true)
  if (!('isTv' in parsed) || !parsed.fullSeason || parsed.seasons.length !== 1) return null
  return { series: nameSeries(parsed.title), season: parsed.seasons[0]! }
}

function nameSeries(name: string): EpisodeOf['series'] | null {
  const ungrouped = name.replace(/^\[[^\]]*\]\s*/, '')
  const { title, year, isSure } = readFilmName(ungrouped)
  const plain = spaced(withoutRelease(ungrouped))
  return plain === null ? null : { title: isSure ? title : plain, year }
}
