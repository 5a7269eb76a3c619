import { extname } from 'node:path'

export type Kind = 'audio' | 'video'

type Format = {
  name: string
  audioType: string
  /** Null where a file of this name cannot hold pictures that move. */
  videoType: string | null
  /** Whether this container, as the parser names it, is what the file's name promises. */
  promises: (container: string) => boolean
}

const format = (
  name: string,
  promises: Format['promises'],
  audioType: string,
  videoType: string | null = null,
): Format => ({ name, promises, audioType, videoType })

const ogg = (container: string) => container === 'Ogg'
/** WebM is a kind of Matroska. */
const matroska = (container: string) => container.startsWith('EBML/')
/** MP4 carries its brands for a name, too many to list; its parser refuses whatever is not MP4. */
const anyBrand = (container: string) => container !== ''

const FORMATS = new Map<string, Format>([
  ['.mp3', format('MP3', (container) => container === 'MPEG', 'audio/mpeg')],
  ['.m4a', format('MPEG-4', anyBrand, 'audio/mp4')],
  ['.aac', format('AAC', (container) => container.startsWith('ADTS'), 'audio/aac')],
  ['.flac', format('FLAC', (container) => container === 'FLAC', 'audio/flac')],
  ['.ogg', format('Ogg', ogg, 'audio/ogg')],
  ['.opus', format('Ogg', ogg, 'audio/ogg')],
  ['.wav', format('WAV', (container) => container === 'WAVE', 'audio/wav')],
  ['.mp4', format('MPEG-4', anyBrand, 'audio/mp4', 'video/mp4')],
  ['.m4v', format('MPEG-4', anyBrand, 'audio/mp4', 'video/mp4')],
  ['.mov', format('QuickTime', anyBrand, 'audio/mp4', 'video/quicktime')],
  ['.mkv', format('Matroska', matroska, 'audio/x-matroska', 'video/x-matroska')],
  ['.webm', format('WebM', (container) => container === 'EBML/webm', 'audio/webm', 'video/webm')],
])

/** What a file of this name should hold; undefined for files that are no media of ours. */
export function formatOf(path: string): Format | undefined {
  return FORMATS.get(extname(path).toLowerCase())
}

/** The Content-Type a browser needs to play the file. */
export function contentTypeOf(path: string, kind: Kind): string {
  const known = formatOf(path)
  return (kind === 'video' ? known?.videoType : known?.audioType) ?? 'application/octet-stream'
}
