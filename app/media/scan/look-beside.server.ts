import { relative } from 'node:path'
import type { LibraryKind } from '~/domain/library/library'
import { findPictures, versionOf, type Pictures } from '../beside/pictures.server'
import { findSubtitles, subtitlesVersionOf, type SubtitleFile } from '../beside/subtitles.server'
import { formatOf } from '../formats'
import type { PresentLibrary } from '../libraries/libraries.server'
import { recognise, type Recognised } from '../recognise/recognise'
import type { Found } from './walk.server'

export type FoundFile = Extract<Found, { problem: null }>

/** A file with its place in its library and with what lies beside it, all of it known without opening the file. */
export type PlacedFile = FoundFile & {
  library: { id: string; kind: LibraryKind }
  recognised: Recognised
  pictures: Pictures
  subtitles: SubtitleFile[]
  coverVersion: string | null
  subtitlesVersion: string | null
}

export async function lookBeside(found: FoundFile, library: PresentLibrary): Promise<PlacedFile> {
  const mayMove = formatOf(found.path)?.videoType != null
  const recognised = recognise(
    relative(library.folder, found.path),
    mayMove ? 'video' : 'audio',
    library.kind,
  )
  const pictures = await findPictures(found.path, recognised, found.around)
  const subtitles = mayMove ? await findSubtitles(found.path, found.around.beside) : []
  return {
    ...found,
    library,
    recognised,
    pictures,
    subtitles,
    coverVersion: versionOf(pictures),
    subtitlesVersion: subtitlesVersionOf(subtitles),
  }
}
