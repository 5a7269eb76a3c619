/** What a tag or a file name may carry to a page and into Postgres: long enough for any real title. */
const MAX_CHARACTERS = 200
/** A tag can be megabytes long; only its beginning is worth cleaning. */
const MAX_CODE_UNITS_READ = 4 * MAX_CHARACTERS

/** Control characters, and the marks that turn the direction of all text after them. */
const UNWELCOME = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** One clean line of text, or null when nothing is left of it. */
export function cleanText(text: string | null | undefined): string | null {
  if (!text) return null
  const line = text
    .slice(0, MAX_CODE_UNITS_READ)
    .toWellFormed()
    .normalize('NFC')
    .replace(UNWELCOME, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return shorten(line) || null
}

function shorten(line: string): string {
  const characters = [...line]
  return characters.length <= MAX_CHARACTERS ? line : `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`
}
