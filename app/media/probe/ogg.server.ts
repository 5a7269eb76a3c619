import { readAt, withFile } from './read-at.server'

/** An Ogg page is at most this long, so the last one begins within. */
const LONGEST_PAGE_BYTES = 65_307
const HEADER_BYTES = 27
const END_OF_STREAM = 0x04
const OPUS_SAMPLES_PER_S = 48_000

/** How an Ogg file ends: whether with its true last page, and after how long. */
export type OggEnd = { isWhole: boolean; durationS: number | null }

/**
 * Reads the last page of an Ogg file, which knows the length of all. The tag parser would read every page up to it,
 * which takes fifty times as long.
 */
export function readOggEnd(
  path: string,
  sizeBytes: number,
  sampleRateHz = OPUS_SAMPLES_PER_S,
): Promise<OggEnd> {
  return withFile(path, async (file) => {
    const head = await readAt(file, 0, HEADER_BYTES + 255 + 64)
    const tail = await readAt(file, Math.max(0, sizeBytes - LONGEST_PAGE_BYTES), LONGEST_PAGE_BYTES)
    const last = tail.subarray(Math.max(0, tail.lastIndexOf('OggS')))
    if (head.length < HEADER_BYTES || last.length < HEADER_BYTES) return { isWhole: false, durationS: null }

    const isWhole = (last[5]! & END_OF_STREAM) !== 0
    return {
      isWhole,
      durationS: serialOf(head) === serialOf(last) ? durationOf(head, last, sampleRateHz) : null,
    }
  })
}

/** Streams that share a file count each for itself; with several of them the last page tells too little. */
function serialOf(page: Buffer): number {
  return page.readUInt32LE(14)
}

function durationOf(head: Buffer, last: Buffer, sampleRateHz: number): number {
  const samples = Number(last.readBigInt64LE(6))
  const opusAt = head.indexOf('OpusHead')
  if (opusAt < 0) return samples / sampleRateHz
  const skippedSamples = head.readUInt16LE(opusAt + 10)
  return (samples - skippedSamples) / OPUS_SAMPLES_PER_S
}
