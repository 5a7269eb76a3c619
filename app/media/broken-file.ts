/** A file that is skipped, named by its path within its folder. */
export type BrokenFile = { libraryId: string; path: string; reason: string }
