import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

/**
 * One playable (or broken) file of the media folders. `searchTitle`, `searchArtist` and `searchAlbum` hold the
 * texts folded for search: lower case, no accents.
 */
export const tracks = pgTable(
  'track',
  {
    id: uuid('id').primaryKey(),
    path: text('path').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    modifiedAtMs: bigint('modified_at_ms', { mode: 'number' }).notNull(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    artist: text('artist'),
    album: text('album'),
    durationMs: integer('duration_ms').notNull(),
    artworkId: text('artwork_id'),
    /** Why the file cannot be played; null when it can. */
    brokenReason: text('broken_reason'),
  },
  (track) => [uniqueIndex('track_path').on(track.path), index('track_kind').on(track.kind)],
)
