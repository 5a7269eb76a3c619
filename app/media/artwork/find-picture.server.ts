import { realpath } from 'node:fs/promises'
import type { MediaFolders } from '../folders.server'
import { readPicture } from '../probe/probe.server'
import type { PictureFile } from './locate-artwork.server'
import { artworkIdOf, readPictureFile } from './picture.server'

/** The picture of this name in a file; null when it is not there, or not any more. */
export async function findPicture(
  { path, isPicture }: PictureFile,
  artworkId: string,
  folders: MediaFolders,
): Promise<Uint8Array | null> {
  const real = await realpath(path).catch(() => null)
  if (real === null || folders.holding(real) === null) return null
  const picture = await (isPicture ? readPictureFile(real) : readPicture(real)).catch(() => null)
  return picture && artworkIdOf(picture) === artworkId ? picture : null
}
