import type { FileHandle } from 'node:fs/promises'
import { extname } from 'node:path'
import { readOggEnd } from './ogg.server'
import { readAt, withFile } from './read-at.server'

/** Streamed WAV files leave their length open. */
const OPEN_RIFF_LENGTHS = [0, 0xffff_ffff]
const SEGMENT_SEARCH_BYTES = 256
const ID3_HEADER_BYTES = 10
/** The frame that tells the length of an MP3 is the first after the tags. */
const FIRST_FRAME_BYTES = 4096
const LENGTH_IN_BYTES_IS_GIVEN = 0x02
const FRAME_COUNT_IS_GIVEN = 0x01

type Check = (path: string, sizeBytes: number) => Promise<boolean>

const CHECKS = new Map<string, Check>([
  ['.wav', (path, sizeBytes) => withFile(path, (file) => isRiffCutShort(file, sizeBytes))],
  ['.mp3', (path, sizeBytes) => withFile(path, (file) => isMp3CutShort(file, sizeBytes))],
  ['.webm', (path, sizeBytes) => withFile(path, (file) => isMatroskaCutShort(file, sizeBytes))],
  ['.mkv', (path, sizeBytes) => withFile(path, (file) => isMatroskaCutShort(file, sizeBytes))],
  ['.ogg', isOggCutShort],
  ['.opus', isOggCutShort],
])

/**
 * Whether the end of the file is missing although its beginning parses: half a download, say. The clock of a room
 * would wait for music that never comes. MP4 needs no check, its parser has one; AAC and FLAC give nothing to check by.
 */
export async function isCutShort(path: string, sizeBytes: number): Promise<boolean> {
  const check = CHECKS.get(extname(path).toLowerCase())
  return check ? check(path, sizeBytes) : false
}

async function isOggCutShort(path: string, sizeBytes: number): Promise<boolean> {
  return !(await readOggEnd(path, sizeBytes)).isWhole
}

async function isRiffCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const header = await readAt(file, 0, 8)
  const lengthBytes = header.length === 8 ? header.readUInt32LE(4) : 0
  return !OPEN_RIFF_LENGTHS.includes(lengthBytes) && lengthBytes + 8 > sizeBytes
}

/** By the "Xing" or "Info" frame. Where there is none the length was worked out from the size, and agrees with it. */
async function isMp3CutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const musicAt = id3Length(await readAt(file, 0, ID3_HEADER_BYTES))
  const frame = await readAt(file, musicAt, FIRST_FRAME_BYTES)
  const at = Math.max(frame.indexOf('Xing'), frame.indexOf('Info'))
  if (at < 0 || at + 16 > frame.length) return false
  const flags = frame.readUInt32BE(at + 4)
  if ((flags & LENGTH_IN_BYTES_IS_GIVEN) === 0) return false
  const musicBytes = frame.readUInt32BE(at + ((flags & FRAME_COUNT_IS_GIVEN) === 0 ? 8 : 12))
  return musicAt + musicBytes > sizeBytes
}

function id3Length(header: Buffer): number {
  if (header.length < ID3_HEADER_BYTES || header.toString('latin1', 0, 3) !== 'ID3') return 0
  return ID3_HEADER_BYTES + header.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
}

async function isMatroskaCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const head = await readAt(file, 0, SEGMENT_SEARCH_BYTES)
  const segment = head.indexOf('18538067', 0, 'hex')
  const lengthAt = segment + 4
  const first = head[lengthAt]
  if (segment < 0 || !first) return false
  const lengthBytes = head.subarray(lengthAt, lengthAt + Math.clz32(first) - 23)
  const length = readVariableInteger(lengthBytes)
  return length !== null && lengthAt + lengthBytes.length + length > sizeBytes
}

/** EBML's own: the place of the first bit tells how many bytes there are; all ones after it mean "unknown". */
function readVariableInteger(bytes: Buffer): number | null {
  const marker = 2 ** (8 - bytes.length)
  const value = bytes.reduce((sum, byte, at) => sum * 256 + (at === 0 ? byte - marker : byte), 0)
  return value === 2 ** (7 * bytes.length) - 1 ? null : value
}
