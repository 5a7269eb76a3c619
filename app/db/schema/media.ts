import { sql, type SQL } from 'drizzle-orm'
import { bigint, customType, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

/** Compared byte by byte whatever the database's locale, so that ranges of prefixes and folders use the index. */
const plainText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
const words = customType<{ data: string }>({ dataType: () => 'tsvector' })

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
    /** The media folder that holds the file. A node sees the tracks of its own folders only. */
    folder: text('folder').notNull(),
    path: plainText('path').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    modifiedAtMs: bigint('modified_at_ms', { mode: 'number' }).notNull(),
    /** The picture lying beside the file when it was read: a new one means reading the file again. */
    coverVersion: text('cover_version'),
    kind: text('kind', { enum: ['audio', 'video'] }).notNull(),
    title: text('title').notNull(),
    artist: text('artist'),
    album: text('album'),
    durationMs: integer('duration_ms').notNull(),
    artworkId: text('artwork_id'),
    artworkColor: text('artwork_color'),
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
    index('track_kind_title').on(track.kind, track.titleKey, track.id),
    // Without a pending list: a search right after a scan is as quick as any other.
    index('track_title_words').using('gin', track.titleWords).with({ fastupdate: false }),
    index('track_title_artist_words').using('gin', track.titleArtistWords).with({ fastupdate: false }),
    index('track_all_words').using('gin', track.allWords).with({ fastupdate: false }),
  ],
)

/** Every word that search knows: a mistyped word is mended by its neighbours here. */
export const searchWords = pgTable('search_word', { word: plainText('word').primaryKey() }, (entry) => [
  index('search_word_trigrams').using('gin', entry.word.op('gin_trgm_ops')).with({ fastupdate: false }),
])
