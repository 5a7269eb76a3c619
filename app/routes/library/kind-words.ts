import type { LibraryKind } from '~/domain/library/library'

/** What a library is for, under its name. */
export const LIBRARY_LINES: Record<LibraryKind, string> = {
  music: 'Songs for jams',
  films: 'Films to watch together',
  series: 'Series, season by season',
  karaoke: 'Songs to sing',
}
