import { sql, type SQL } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { libraries, seasons } from './libraries'
import { plainText, words } from './search-columns'

/**
 * One playable (or broken) file of the media folders. The words of `titleWords` ⊂ `titleArtistWords` ⊂ `allWords`
 * are folded (no case, accents or punctuation); three columns rather than one with weights, because the planner
 * must know how common a word is in titles alone.
 */
export const tracks = pgTable(
  'track',
  {
    /** Made from the path, so that a file which leaves and returns is the same track on every node. */
    id: uuid('id').primaryKey(),
    /** The media folder that holds the file. */
    folder: text('folder').notNull(),
    /** A node sees the tracks of the libraries in its own folders only. */
    libraryId: uuid('library_id')
      .notNull()
      .references(() => libraries.id, { onDelete: 'cascade' }),
    /** The kind its library had when the file was read: another one means reading it again. */
    readAs: text('read_as'),
    path: plainText('path').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    modifiedAtMs: bigint('modified_at_ms', { mode: 'number' }).notNull(),
    /** What lay beside the file when it was read, pictures and subtitles: others mean reading it again. */
    coverVersion: text('cover_version'),
    subtitlesVersion: text('subtitles_version'),
    kind: text('kind', { enum: ['audio', 'video'] }).notNull(),
    title: text('title').notNull(),
    artist: text('artist'),
    album: text('album'),
    durationMs: integer('duration_ms').notNull(),
    artworkId: text('artwork_id'),
    artworkColor: text('artwork_color'),
    /** Where the picture lies; null when it is in the file itself. */
    artworkPath: text('artwork_path'),
    /** What it is in its library. */
    role: text('role', { enum: ['track', 'film', 'episode'] })
      .notNull()
      .default('track'),
    year: integer('year'),
    seasonId: uuid('season_id').references(() => seasons.id),
    /** The first of a double episode. */
    episodeNumber: integer('episode_number'),
    lastEpisodeNumber: integer('last_episode_number'),
    /** Counted through all seasons. */
    absoluteNumber: integer('absolute_number'),
    /** `yyyy-mm-dd`, of what is numbered by date. */
    airDate: text('air_date'),
    /** Orders a season. */
    place: integer('place'),
    /** Why the file cannot be played; null when it can. */
    brokenReason: text('broken_reason'),
    titleKey: plainText('title_key').generatedAlwaysAs((): SQL => sql`search_key(title)`),
    titleWords: words('title_words').generatedAlwaysAs((): SQL => sql`search_words(title)`),
    titleArtistWords: words('title_artist_words').generatedAlwaysAs(
      (): SQL => sql`search_words(title || ' ' || coalesce(artist, ''))`,
    ),
    allWords: words('all_words').generatedAlwaysAs(
      (): SQL => sql`search_words(title || ' ' || coalesce(artist, '') || ' ' || coalesce(album, ''))`,
    ),
  },
  (track) => [
    uniqueIndex('track_path').on(track.path),
    index('track_artwork').on(track.artworkId),
    index('track_title').on(track.titleKey, track.id),
    index('track_library_title').on(track.libraryId, track.titleKey, track.id),
    index('track_season').on(track.seasonId, track.place),
    index('track_kind_title').on(track.kind, track.titleKey, track.id),
    // Without a pending list: a search right after a scan is as quick as any other.
    index('track_title_words').using('gin', track.titleWords).with({ fastupdate: false }),
    index('track_title_artist_words').using('gin', track.titleArtistWords).with({ fastupdate: false }),
    index('track_all_words').using('gin', track.allWords).with({ fastupdate: false }),
  ],
)

/** A file of subtitles beside a film. The path is the scan's; requests know the id alone. */
export const subtitles = pgTable(
  'subtitle',
  {
    id: uuid('id').primaryKey(),
    trackId: uuid('track_id')
      .notNull()
      .references(() => tracks.id, { onDelete: 'cascade' }),
    path: plainText('path').notNull(),
    /** As BCP 47 has it; null when the name does not say. */
    language: text('language'),
    /** Only what is not in the film's own language. */
    isForced: boolean('is_forced').notNull(),
    /** Tells sounds as well. */
    describesSound: boolean('describes_sound').notNull(),
    brokenReason: text('broken_reason'),
  },
  (subtitle) => [index('subtitle_track').on(subtitle.trackId)],
)

/** Every word that search knows: a mistyped word is mended by its neighbours here. */
export const searchWords = pgTable('search_word', { word: plainText('word').primaryKey() }, (entry) => [
  index('search_word_trigrams').using('gin', entry.word.op('gin_trgm_ops')).with({ fastupdate: false }),
])
