import { open, realpath, stat } from 'node:fs/promises'
import type { MediaFolders } from '../folders.server'
import { explain } from '../probe/problem'
import { SubtitleError, toWebVtt } from './web-vtt.server'

/** The longest film has some 200 KB of them; whatever is larger is something else. */
const MAX_BYTES = 4 * 1024 * 1024

/** The file as WebVTT. The real path is checked at this moment; null when it is gone or leads out of the folders. */
export async function readSubtitles(path: string, folders: MediaFolders): Promise<string | null> {
  const real = await realpath(path).catch(() => null)
  if (real === null || folders.holding(real) === null || folders.hides(real)) return null
  return toWebVtt(await readBounded(real))
}

/** Why the subtitles cannot be shown; null when they can. */
export async function findSubtitleFault(path: string): Promise<string | null> {
  try {
    toWebVtt(await readBounded(path))
    return null
  } catch (error) {
    return error instanceof SubtitleError ? error.message : explain(error)
  }
}

async function readBounded(path: string): Promise<Uint8Array> {
  const status = await stat(path)
  if (status.size === 0) throw new SubtitleError('The file is empty')
  if (!status.isFile() || status.size > MAX_BYTES) throw new SubtitleError('It is too large for subtitles')
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(status.size), 0, status.size, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
