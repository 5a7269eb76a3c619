import { basename, extname } from 'node:path'

export type SubtitleName = {
  /** As BCP 47 has it; null when the name does not say. */
  language: string | null
  /** Only what is not in the film's own language. */
  isForced: boolean
  /** Tells sounds as well. */
  describesSound: boolean
}

const ENDING = /\.(srt|vtt)$/i
const FORCED = ['forced', 'foreign']
/** "hi" alone is Hindi; after a language it means "hearing impaired". */
const FOR_THE_DEAF = ['sdh', 'cc', 'hi']

export function isSubtitleName(name: string): boolean {
  return ENDING.test(name)
}

/** Reads "Film.de.forced.srt" as subtitles of "Film.mkv"; null when they are not that film's. */
export function readSubtitleName(name: string, filmName: string): SubtitleName | null {
  if (!isSubtitleName(name)) return null
  const [stem, film] = [name, filmName].map((each) => basename(each, extname(each)).toLowerCase()) as [
    string,
    string,
  ]
  if (stem !== film && !stem.startsWith(`${film}.`)) return null

  const marks = stem
    .slice(film.length + 1)
    .split(/[.\s_]+/)
    .filter(Boolean)
  const language = marks.map(languageOf).find((found) => found !== null) ?? null
  const others = marks.filter((mark, at) => languageOf(mark) === null || marks.findIndex(languageOf) !== at)
  return {
    language,
    isForced: others.some((mark) => FORCED.includes(mark)),
    describesSound: others.some((mark) => FOR_THE_DEAF.includes(mark)),
  }
}

const ENGLISH_NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** "en", "eng", "pt-br", "english" in the one way of writing it; null for what is no language. */
function languageOf(mark: string): string | null {
  if (/^[a-z]{2,3}(-[a-z\d]{2,8})*$/.test(mark)) {
    const [canonical] = Intl.getCanonicalLocales(mark)
    return canonical && ENGLISH_NAMES.of(canonical) !== undefined ? canonical : null
  }
  return LANGUAGES_BY_NAME.get(mark) ?? null
}

/** Those in which subtitles are found most, by their English names and their own. */
const LANGUAGES_BY_NAME = new Map(
  'ar bg cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv nb nl no pl pt ro ru sk sl sr sv th tr uk vi zh'
    .split(' ')
    .flatMap((code) =>
      ['en', code].map((locale) => [
        new Intl.DisplayNames([locale], { type: 'language' }).of(code)!.toLowerCase(),
        code,
      ]),
    ) as [string, string][],
)
