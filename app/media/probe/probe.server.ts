import { parseFile, selectCover, type IAudioMetadata } from 'music-metadata'
import { formatOf, type Kind } from '../formats'
import { cleanText } from './clean-text'
import { isCutShort } from './cut-short.server'
import { readFileName } from './file-name'
import { readOggEnd } from './ogg.server'
import { explain } from './problem'

/** What a file says of itself once opened. */
export type Probe = {
  kind: Kind
  title: string
  /** Whether the title is from its tags; else it is made from the file's name. */
  isTagged: boolean
  artist: string | null
  album: string | null
  durationMs: number
  /** The picture inside the file. */
  picture: Uint8Array | null
  brokenReason: string | null
}

/** No single piece lasts longer; a file that claims to is damaged. */
const MAX_DURATION_MS = 24 * 60 * 60 * 1000

/** Opens a media file and reads its tags. Whatever is wrong with it is told in `brokenReason`, never thrown. */
export async function probe(path: string, sizeBytes: number): Promise<Probe> {
  if (sizeBytes === 0) return broken(path, 'The file is empty')
  try {
    const metadata = await parse(path, sizeBytes)
    const fault = findFault(path, metadata)
    if (fault) return broken(path, fault)
    return (await isCutShort(path, sizeBytes))
      ? broken(path, 'The file is cut short')
      : describe(path, metadata)
  } catch (error) {
    return broken(path, explain(error))
  }
}

/** The entry of a file that cannot be opened: named after its file name. */
export function broken(path: string, reason: string): Probe {
  const kind = formatOf(path)?.videoType ? 'video' : 'audio'
  return { kind, ...readFileName(path), isTagged: false, durationMs: 0, picture: null, brokenReason: reason }
}

/** The picture inside a media file, if there is one. */
export async function readPicture(path: string): Promise<Uint8Array | null> {
  return pictureOf(await parseFile(path))
}

/** Reading on to the end costs much more, so it is done only for files whose beginning does not tell their length. */
async function parse(path: string, sizeBytes: number): Promise<IAudioMetadata> {
  const quick = await parseFile(path, { mkvUseIndex: true })
  if (quick.format.duration) return quick
  const durationS = quick.format.container === 'Ogg' ? await oggDuration(path, sizeBytes, quick) : null
  if (durationS === null) return parseFile(path, { duration: true })
  return { ...quick, format: { ...quick.format, duration: durationS } }
}

async function oggDuration(
  path: string,
  sizeBytes: number,
  { format }: IAudioMetadata,
): Promise<number | null> {
  return (await readOggEnd(path, sizeBytes, format.sampleRate)).durationS
}

function findFault(path: string, { format }: IAudioMetadata): string | null {
  const promised = formatOf(path)
  if (!format.container || !promised?.promises(format.container)) {
    return `It is named like ${promised?.name ?? 'music'}, but something else is in it`
  }
  if (!format.hasAudio && !format.hasVideo) return 'There is nothing to play in it'
  const durationMs = durationOf(format.duration)
  if (!(durationMs > 0)) return 'It has no length'
  return durationMs > MAX_DURATION_MS ? 'Its length makes no sense' : null
}

function describe(path: string, { common, format, ...rest }: IAudioMetadata): Probe {
  const title = cleanText(common.title)
  const named = readFileName(path)
  return {
    kind: format.hasVideo && formatOf(path)?.videoType ? 'video' : 'audio',
    title: title ?? named.title,
    isTagged: title !== null,
    artist: cleanText(common.artist) ?? cleanText(common.albumartist) ?? (title ? null : named.artist),
    album: cleanText(common.album) ?? (title ? null : named.album),
    durationMs: durationOf(format.duration),
    picture: pictureOf({ common, format, ...rest }),
    brokenReason: null,
  }
}

function pictureOf({ common }: IAudioMetadata): Uint8Array | null {
  return selectCover(common.picture)?.data ?? null
}

function durationOf(seconds: number | undefined): number {
  return Math.round((seconds ?? 0) * 1000)
}
