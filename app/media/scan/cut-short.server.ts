import { open, type FileHandle } from 'node:fs/promises'
import { extname } from 'node:path'
import type { IFormat } from 'music-metadata'

/** An Ogg page is at most this long, so the last one begins within. */
const LONGEST_OGG_PAGE_BYTES = 65_307
const OGG_END_OF_STREAM = 0x04
/** Streamed WAV files leave their length open. */
const OPEN_RIFF_LENGTHS = [0, 0xffff_ffff]
const SEGMENT_SEARCH_BYTES = 256
/** The bit rate of an MP3 is an average, and its tags lie outside it. */
const TOLERATED_LOSS = 0.05

type Check = (file: FileHandle, sizeBytes: number, format: IFormat) => Promise<boolean>

const CHECKS = new Map<string, Check>([
  ['.wav', isRiffCutShort],
  ['.ogg', isOggCutShort],
  ['.opus', isOggCutShort],
  ['.webm', isWebmCutShort],
  ['.mp3', async (_file, sizeBytes, format) => isMp3CutShort(sizeBytes, format)],
])

/**
 * Whether the end of the file is missing although its beginning parses: half a download, say. The clock of a room
 * would wait for music that never comes. MP4 needs no check, its parser has one; FLAC gives nothing to check by.
 */
export async function isCutShort(path: string, sizeBytes: number, format: IFormat): Promise<boolean> {
  const check = CHECKS.get(extname(path).toLowerCase())
  if (!check) return false
  const file = await open(path)
  try {
    return await check(file, sizeBytes, format)
  } finally {
    await file.close()
  }
}

async function isRiffCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const header = await read(file, 0, 8)
  const lengthBytes = header.length === 8 ? header.readUInt32LE(4) : 0
  return !OPEN_RIFF_LENGTHS.includes(lengthBytes) && lengthBytes + 8 > sizeBytes
}

async function isOggCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const tail = await read(file, Math.max(0, sizeBytes - LONGEST_OGG_PAGE_BYTES), LONGEST_OGG_PAGE_BYTES)
  const page = tail.lastIndexOf('OggS')
  return page < 0 || ((tail[page + 5] ?? 0) & OGG_END_OF_STREAM) === 0
}

async function isWebmCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const head = await read(file, 0, SEGMENT_SEARCH_BYTES)
  const segment = head.indexOf('18538067', 0, 'hex')
  const lengthAt = segment + 4
  const first = head[lengthAt]
  if (segment < 0 || !first) return false
  const lengthBytes = head.subarray(lengthAt, lengthAt + Math.clz32(first) - 23)
  const length = readVariableInteger(lengthBytes)
  return length !== null && lengthAt + lengthBytes.length + length > sizeBytes
}

/** EBML's own: the leading zeros of the first byte count the bytes; all ones means "unknown". */
function readVariableInteger(bytes: Buffer): number | null {
  const bits = 7 * bytes.length
  const value = [...bytes].reduce((sum, byte) => sum * 256 + byte, 0) - 2 ** bits
  return value === 2 ** bits - 1 ? null : value
}

function isMp3CutShort(sizeBytes: number, { bitrate, duration }: IFormat): boolean {
  if (!bitrate || !duration) return false
  return sizeBytes < ((bitrate * duration) / 8) * (1 - TOLERATED_LOSS)
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
