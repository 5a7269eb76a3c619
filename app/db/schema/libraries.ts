import { sql, type SQL } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { plainText, words } from './search-columns'

const LIBRARY_KINDS = ['music', 'films', 'series', 'karaoke'] as const

const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' })
const libraryId = () =>
  uuid('library_id')
    .notNull()
    .references(() => libraries.id, { onDelete: 'cascade' })

/** A media folder, or a folder in it, under the name that the admin gave it. It outlives a folder that is away. */
export const libraries = pgTable('library', {
  /** Made from the folder's path, as the ids of tracks are. */
  id: uuid('id').primaryKey(),
  folder: plainText('folder').notNull().unique(),
  name: text('name').notNull(),
  kind: text('kind', { enum: LIBRARY_KINDS }).notNull(),
  /** Guessed from what lies in it, and guessed anew with each scan, until the admin says. */
  kindIsGuess: boolean('kind_is_guess').notNull(),
  /** For everybody, in rooms of guests too. */
  isPublic: boolean('is_public').notNull(),
  /** For every account that is not kept to what it was given by name. */
  isForAll: boolean('is_for_all').notNull().default(true),
})

/** Accounts that were given a library by name. */
export const libraryAccess = pgTable(
  'library_access',
  { libraryId: libraryId(), accountId: accountId() },
  (access) => [
    primaryKey({ columns: [access.libraryId, access.accountId] }),
    index('library_access_account').on(access.accountId),
  ],
)

/** Accounts that see only what they were given by name: a new library is not for them until the admin says. */
export const restrictedAccounts = pgTable('restricted_account', { accountId: accountId().primaryKey() })

export const series = pgTable(
  'series',
  {
    id: uuid('id').primaryKey(),
    libraryId: libraryId(),
    title: text('title').notNull(),
    year: integer('year'),
    artworkId: text('artwork_id'),
    artworkColor: text('artwork_color'),
    /** Where the picture lies. */
    artworkPath: text('artwork_path'),
    titleKey: plainText('title_key').generatedAlwaysAs((): SQL => sql`search_key(title)`),
    titleWords: words('title_words').generatedAlwaysAs((): SQL => sql`search_words(title)`),
  },
  (series) => [
    index('series_title').on(series.libraryId, series.titleKey, series.id),
    index('series_artwork').on(series.artworkId),
    index('series_title_words').using('gin', series.titleWords).with({ fastupdate: false }),
  ],
)

export const seasons = pgTable(
  'season',
  {
    id: uuid('id').primaryKey(),
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    /** 0 holds the specials; of what is numbered by date it is the year. */
    number: integer('number').notNull(),
    artworkId: text('artwork_id'),
    artworkColor: text('artwork_color'),
    artworkPath: text('artwork_path'),
  },
  (season) => [
    uniqueIndex('season_number').on(season.seriesId, season.number),
    index('season_artwork').on(season.artworkId),
  ],
)
