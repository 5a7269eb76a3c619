import { readdir, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { MediaFolders } from '../folders.server'
import { findCover } from '../scan/cover.server'
import { readPicture } from '../probe/probe.server'
import { artworkIdOf, readPictureFile } from './picture.server'

/** The picture of this name inside a media file or beside it; null when it is not there, or not any more. */
export async function findPicture(
  mediaPath: string,
  artworkId: string,
  folders: MediaFolders,
): Promise<Uint8Array | null> {
  const path = await realpath(mediaPath).catch(() => null)
  if (path === null || folders.holding(path) === null) return null
  const candidates = [() => readPicture(path), () => readCoverBeside(path)]
  for (const candidate of candidates) {
    const picture = await candidate().catch(() => null)
    if (picture && artworkIdOf(picture) === artworkId) return picture
  }
  return null
}

async function readCoverBeside(path: string): Promise<Uint8Array | null> {
  const cover = await findCover(await readdir(dirname(path), { withFileTypes: true }))
  return cover && readPictureFile(cover.path)
}
