/** What the files of a library are taken for. */
export const LIBRARY_KINDS = ['music', 'films', 'series', 'karaoke'] as const
export type LibraryKind = (typeof LIBRARY_KINDS)[number]

/** A library as somebody who may see it is shown it. */
export type LibrarySummary = { id: string; name: string; kind: LibraryKind }

/** Something to choose, or something to look into for it. The id of what can be played is that of its track. */
export type Item = {
  id: string
  kind: 'film' | 'series' | 'season' | 'episode' | 'track'
  libraryId: string
  /** The series of a season, the season of an episode. */
  parentId: string | null
  title: string
  /** What tells it from others of its title: a year, an artist, a number. */
  line: string
  artworkId: string | null
  artworkColor: string | null
  /** Null for what only holds others. */
  durationMs: number | null
  playable: boolean
}
