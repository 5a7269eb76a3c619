import { and, not, sql, type SQL } from 'drizzle-orm'
import { tracks } from '~/db/schema/media'
import { hasAll } from './words'

/** Sorts after every other character: the upper end of a range of beginnings. */
export const LAST_CHARACTER = '\u{10ffff}'

/** What a search finds, and the conditions that say how good a hit is, the best first. */
export type Tiers = {
  hits: SQL
  conditions: SQL[]
  /** The place of the first condition among those of all searches for one query. */
  firstTier: number
}

const FIRST_TIER_AS_MEANT = 4

/** Every track, none better than another. */
export const EVERYTHING: Tiers = { hits: sql`true`, conditions: [sql`true`], firstTier: 0 }

/** Titles that begin with all that was typed. */
export function titlesBeginningWith(key: string): Tiers {
  const begins = sql`(${tracks.titleKey} >= ${key} and ${tracks.titleKey} < ${key + LAST_CHARACTER})`
  return { hits: begins, conditions: [begins], firstTier: 0 }
}

/** Those first; then all words in the title; in title and artist; anywhere. */
export function tiersAsTyped(key: string, words: string[]): Tiers {
  const { conditions } = titlesBeginningWith(key)
  return {
    hits: hasAll(tracks.allWords, words),
    conditions: [...conditions, ...fieldByField(words)],
    firstTier: 0,
  }
}

/** The same for the words as they may have been meant, without the hits for those typed. */
export function tiersAsMeant(typed: string[], meant: string[]): Tiers {
  const conditions = fieldByField(meant).map((found) => and(found, not(hasAll(tracks.allWords, typed)))!)
  return { hits: conditions.at(-1)!, conditions, firstTier: FIRST_TIER_AS_MEANT }
}

function fieldByField(words: string[]): SQL[] {
  return [tracks.titleWords, tracks.titleArtistWords, tracks.allWords].map((field) => hasAll(field, words))
}
