import { sql, type SQL } from 'drizzle-orm'
import { tracks } from '~/db/schema/media'
import { except, hasAll } from './words'

/** Sorts after every other character: the upper end of a range of beginnings. */
export const LAST_CHARACTER = '\u{10ffff}'

/**
 * The conditions of a search from the best hits to the least, each leaving out what those before it had: titles that
 * begin with all that was typed; then all words in the title; in title and artist; anywhere.
 */
export function tiersAsTyped(key: string, words: string[]): SQL[] {
  const begins = sql`(${tracks.titleKey} >= ${key} and ${tracks.titleKey} < ${key + LAST_CHARACTER})`
  const { inTitle, besidesArtist, besidesAlbum } = tiersByField(words)
  return [begins, except(inTitle, begins), besidesArtist, besidesAlbum]
}

/** What comes after those: the same for the words as they may have been meant. */
export function tiersAsMeant(typed: string[], meant: string[]): SQL[] {
  const { inTitle, besidesArtist, besidesAlbum } = tiersByField(meant)
  const shown = hasAll(tracks.allWords, typed)
  return [inTitle, besidesArtist, besidesAlbum].map((tier) => except(tier, shown))
}

function tiersByField(words: string[]): { inTitle: SQL; besidesArtist: SQL; besidesAlbum: SQL } {
  const inTitle = hasAll(tracks.titleWords, words)
  const inTitleOrArtist = hasAll(tracks.titleArtistWords, words)
  return {
    inTitle,
    besidesArtist: except(inTitleOrArtist, inTitle),
    besidesAlbum: except(hasAll(tracks.allWords, words), inTitleOrArtist),
  }
}
