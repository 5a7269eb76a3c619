import type { Probe } from '../probe/probe.server'
import type { EpisodeOf } from '../recognise/episode'
import type { Recognised } from '../recognise/recognise'
import type { NewTrack } from './save.server'

type Description = Pick<NewTrack, 'role' | 'title' | 'artist' | 'album'> & Partial<NewTrack>

/** Longer than any season: what has no number comes last. */
const NO_NUMBER = 1_000_000

/** What a file is called: a film by its name where that was made to be read, an episode by its place in its series. */
export function describeAs(recognised: Recognised, probe: Probe): Description {
  const { title, artist, album } = probe
  if (recognised.role === 'track') return { role: 'track', title, artist, album }
  if (recognised.role === 'film') {
    const { year, isSure } = recognised
    const named = probe.isTagged && !isSure ? title : recognised.title
    return {
      role: 'film',
      title: named,
      artist: isSure ? null : artist,
      album: year === null ? album : String(year),
      year,
    }
  }
  const { series, first, last, absolute, airDate } = recognised
  return {
    role: 'episode',
    title: titleOfEpisode(recognised, probe),
    artist: series.title,
    album: showNumber(recognised),
    year: series.year,
    episodeNumber: first,
    lastEpisodeNumber: last,
    absoluteNumber: absolute,
    airDate,
    place: airDate ? monthAndDay(airDate) : (first ?? NO_NUMBER),
  }
}

/** "S1 E2", "S1 E2–3", "2020-05-21", "Special". */
function showNumber({ season, first, last, airDate }: EpisodeOf): string {
  if (airDate) return airDate
  if (first === null) return season === 0 ? 'Special' : `S${season}`
  return `S${season} E${first}${last !== null && last > first ? `–${last}` : ''}`
}

function titleOfEpisode(episode: EpisodeOf, probe: Probe): string {
  const { title, first, last, airDate, series } = episode
  if (title !== null) return title
  if (probe.isTagged && !repeats(probe.title, series.title)) return probe.title
  if (airDate) return airDate
  if (first === null) return series.title
  return last !== null && last > first ? `Episodes ${first}–${last}` : `Episode ${first}`
}

/** Whether a tag repeats the series or the number rather than naming the episode. */
function repeats(tag: string, seriesTitle: string): boolean {
  return tag.toLowerCase().includes(seriesTitle.toLowerCase()) || /s\d{1,2}[\s.]*e\d{1,3}|\d{3,4}p/i.test(tag)
}

function monthAndDay(airDate: string): number {
  const [, month, day] = airDate.split('-').map(Number)
  return month! * 100 + day!
}
