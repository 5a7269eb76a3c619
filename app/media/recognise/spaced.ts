import { cleanText } from '../probe/clean-text'

/** Where the words of a release begin: everything from there on says how it was made, not what it is. */
const RELEASE =
  /[\s._([{-]*(?<![\p{L}\p{N}])(?:\d{3,4}[pi]|4k|uhd|web(?:[.-]?dl|rip)?|hdtv|pdtv|blu-?ray|b[dr]rip|dvd(?:rip)?|[xh][. ]?26[45]|hevc|xvid|av1|proper|repack|remux)(?![\p{L}\p{N}]).*$/iu

/** A name as people write it: "Some.Film_Title" has its spaces back, and nothing hangs at its ends. Null when none is left. */
export function spaced(name: string): string | null {
  // Where there are spaces, a dot is part of a word: "Mr. Robot", "Sherlock Jr.".
  const words = /\s/.test(name.trim()) ? name.replaceAll('_', ' ') : name.replace(/[._]+/g, ' ')
  const title = cleanText(words.replace(/^[\s.–—-]+|[\s–—([{-]+$/g, ''))
  return title && /[\p{L}\p{N}\p{S}]/u.test(title) ? title : null
}

export function withoutRelease(name: string): string {
  return name.replace(RELEASE, '')
}
