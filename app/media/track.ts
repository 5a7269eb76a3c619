/** What a page may know of a track: nothing of the disk it lies on. */
export type LibraryTrack = {
  id: string
  kind: 'audio' | 'video'
  title: string
  artist: string | null
  album: string | null
  durationMs: number
  artworkId: string | null
  /** The colour that stands out in the artwork, as `#rrggbb`. */
  artworkColor: string | null
}

/** A file that is skipped, named by its path within its folder. */
export type BrokenFile = { path: string; reason: string }
