import { filenameParse } from '@ctrl/video-filename-parser'
import { spaced, withoutRelease } from './spaced'

/** `isSure` when the name was made to be read: with a year, or with the words of a release. */
export type FilmName = { title: string; year: number | null; isSure: boolean }

/** "Title (2008)", with anything after it. The parser is at home in other alphabets only without it. */
const TITLE_AND_YEAR = /^(.+?)[\s_]*[([]((?:18|19|20)\d\d)[)\]]/

/** Reads the name of a film's file, without its ending, or of its folder. */
export function readFilmName(name: string): FilmName {
  const [, named = '', yearNamed] = TITLE_AND_YEAR.exec(name) ?? []
  const titleNamed = spaced(named)
  if (titleNamed) return { title: titleNamed, year: Number(yearNamed), isSure: true }

  const { title, year, resolution, sources, videoCodec } = filenameParse(`${name}.mkv`, false)
  const released = spaced(title)
  if (year && released) return { title: released, year: Number(year), isSure: true }
  const plain = spaced(withoutRelease(name)) ?? spaced(name) ?? 'Untitled'
  return { title: plain, year: null, isSure: Boolean(resolution || videoCodec || sources.length > 0) }
}
