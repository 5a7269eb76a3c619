/** What the rule asks of a library. */
export type LibraryDoors = {
  id: string
  /** For everybody, in rooms of guests too. */
  isPublic: boolean
  /** For every account that is not restricted. */
  isForAll: boolean
}

/** What the rule asks of an account. */
export type Viewer = {
  isAdmin: boolean
  /** Sees only what they were given by name, so that a new library is not theirs by itself. */
  isRestricted: boolean
  /** The libraries they were given by name. */
  given: ReadonlySet<string>
}

/**
 * Whether somebody may see what is in a library; `viewer` is null for who has no account. Until the server has an admin
 * there is nobody to hide anything from anybody.
 */
export function maySee(viewer: Viewer | null, library: LibraryDoors, hasAdmin: boolean): boolean {
  if (library.isPublic || !hasAdmin) return true
  if (!viewer) return false
  if (viewer.isAdmin || viewer.given.has(library.id)) return true
  return library.isForAll && !viewer.isRestricted
}
