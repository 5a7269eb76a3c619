import { basename, extname } from 'node:path'
import { cleanText } from './clean-text'

export type NamedAfterFile = { title: string; artist: string | null; album: string | null }

/** "01 ", "01. ", "1 - ", "2-03 ": a number that counts tracks. "99 Luftballons" keeps its own. */
const TRACK_NUMBER = /^(?:\d{1,2}-)?(?:0\d{1,2}[\s.)_-]+|\d{1,3}(?:[.)]\s*|\s*-\s+))(?=\S)/
const ONLY_DIGITS = /^\d{1,3}$/

/** Reads "01 - Artist - Title.mp3" and its like, for files whose tags do not say. */
export function readFileName(path: string): NamedAfterFile {
  const name = basename(path, extname(path))
  const spaced = name.includes(' ') ? name : name.replaceAll('_', ' ')
  const parts = spaced.replace(TRACK_NUMBER, '').split(/\s+[-–—]\s+/)
  return nameParts(parts.map(cleanText).filter((part) => part !== null)) ?? untitled(name)
}

/** "Artist - Album - 03 - Title" when a number stands between, else "Artist - Title - and what belongs to it". */
function nameParts(parts: string[]): NamedAfterFile | null {
  const [first, ...rest] = parts
  if (first === undefined) return null
  if (rest.length === 0) return { title: first, artist: null, album: null }

  const number = rest.findIndex((part) => ONLY_DIGITS.test(part))
  const title = rest.slice(number + 1).join(' - ')
  const album = rest.slice(0, Math.max(0, number)).join(' - ')
  return title
    ? { title, artist: first, album: album || null }
    : { title: parts.join(' - '), artist: null, album: null }
}

function untitled(name: string): NamedAfterFile {
  return { title: cleanText(name) ?? 'Untitled', artist: null, album: null }
}
