import { filenameParse } from '@ctrl/video-filename-parser'

/** Where an episode stands in its series, and what stands before and after that in its name. */
export type EpisodeNumber = {
  /** Null where the name does not say. */
  season: number | null
  first: number | null
  last: number | null
  /** Counted through all seasons. */
  absolute: number | null
  /** `yyyy-mm-dd`. */
  airDate: string | null
  before: string
  after: string
}

const NO_NUMBER = { season: null, first: null, last: null, absolute: null, airDate: null }

/** "S01E02", "S01E02-E03", "1x02", "Season 1 Episode 2". A number after a dash and a space begins a title. */
const SEASON_AND_EPISODE =
  /(?<![a-z\d])(?:s(?:eason|taffel|aison)?[\s._]*\d{1,4}[\s._-]*(?:e|ep|episode|folge)[\s._]*\d{1,4}|\d{1,2}x\d{2,3})(?:(?:-[ex]?|x|[\s._]?(?:-[\s._]?)?e)\d{1,3}(?![\dpi]))*(?![a-z\d])/i
const DATE = /(?<!\d)((?:19|20)\d\d)[\s._-](0[1-9]|1[0-2])[\s._-](0[1-9]|[12]\d|3[01])(?!\d)/
/** "[Group] Name - S2 - 03", where the season stands apart. */
const SEASON_APART = /^(?:\[[^\]]*\]\s*)?(.+?)[\s._-]+s(\d{1,2})[\s._]+-[\s._]+(\d{1,4})(?!\d)(.*)$/i
/** What a file inside the folder of its season may be content with. */
const NUMBER_ALONE =
  /^(?:(?:e|ep|episode|épisode|episodio|capítulo|folge|teil|part|chapter)[\s._-]*)?(\d{1,4})(?:[\s._-]+(.*))?$/i

/** Reads "Name S01E02 Title" and its many like; null when the name has no number that means an episode. */
export function readEpisodeNumber(name: string): EpisodeNumber | null {
  return readDate(name) ?? readMarked(name) ?? readSeasonApart(name) ?? readCounted(name)
}

/** The number of a file whose folder says that it is an episode: "03 - Title", "Episode 3". */
export function readNumberAlone(name: string): EpisodeNumber | null {
  const match = NUMBER_ALONE.exec(name)
  if (!match) return null
  const number = Number(match[1])
  return { ...NO_NUMBER, first: number, last: number, before: '', after: match[2] ?? '' }
}

/** Whether a file of this name is more likely an episode than a film. */
export function looksLikeEpisode(fileName: string): boolean {
  return SEASON_AND_EPISODE.test(fileName) || DATE.test(fileName)
}

function readDate(name: string): EpisodeNumber | null {
  const match = DATE.exec(name)
  if (!match || SEASON_AND_EPISODE.test(name)) return null
  const [, year, month, day] = match
  return { ...NO_NUMBER, season: Number(year), airDate: `${year}-${month}-${day}`, ...around(name, match) }
}

function readMarked(name: string): EpisodeNumber | null {
  const match = SEASON_AND_EPISODE.exec(name)
  if (!match) return null
  const [season, ...episodes] = match[0].match(/\d+/g)!.map(Number)
  const [first, last] = [Math.min(...episodes), Math.max(...episodes)]
  return { ...NO_NUMBER, season: season!, first, last, ...around(name, match) }
}

function readSeasonApart(name: string): EpisodeNumber | null {
  const match = SEASON_APART.exec(name)
  if (!match) return null
  const [, before = '', season, episode, after = ''] = match
  return {
    ...NO_NUMBER,
    season: Number(season),
    first: Number(episode),
    last: Number(episode),
    before,
    after,
  }
}

/** "Name - 102" counts through all seasons; "Name.102" and whatever else the parser knows. */
function readCounted(name: string): EpisodeNumber | null {
  const parsed = filenameParse(`${name}.mkv`, true)
  if (!('isTv' in parsed) || parsed.episodeNumbers.length === 0) return null
  const [first, last] = [Math.min(...parsed.episodeNumbers), Math.max(...parsed.episodeNumbers)]
  const season = parsed.seasons[0] ?? null
  const written = new RegExp(`(?<!\\d)(?:${season ?? ''}0*|0*)${first}(?!\\d)`).exec(name)
  const titles = written ? around(name, written) : { before: parsed.title, after: '' }
  const before = titles.before.replace(/^\[[^\]]*\]\s*/, '')
  return { ...NO_NUMBER, season, first, last, absolute: season === null ? first : null, ...titles, before }
}

function around(name: string, match: RegExpExecArray): { before: string; after: string } {
  return { before: name.slice(0, match.index), after: name.slice(match.index + match[0].length) }
}
