import type { Recording } from '~/domain/playback/audio/resample'

/** Ten minutes of FLAC are about this; a file beyond it is left to the element. */
const LARGEST_FILE_BYTES = 100_000_000
/** Ten minutes of stereo at 48 kHz, 2 bytes a sample, and some. */
const LARGEST_RECORDING_BYTES = 130_000_000
/** So many samples are converted before the page may draw again. */
const SAMPLES_AT_ONCE = 400_000
const LOUDEST = 32_767

/** What can be fetched but not played here: asking again changes nothing. */
export class Undecodable extends Error {}

/** Fetches a song whole and decodes it at the context's rate. Throws `Undecodable`, or what `fetch` throws. */
export async function fetchRecording(
  url: string,
  context: BaseAudioContext,
  signal: AbortSignal,
): Promise<Recording> {
  // The element may be reading the same file, and browsers let one of two requests for a cached file wait for the other.
  const response = await fetch(url, { signal, cache: 'no-store' })
  if (!response.ok) throw new Error(`The song was answered ${response.status}`)
  if (Number(response.headers.get('Content-Length')) > LARGEST_FILE_BYTES) throw new Undecodable('too large')
  const bytes = await response.arrayBuffer()
  const decoded = await context.decodeAudioData(bytes).catch((cause: unknown) => {
    throw new Undecodable('not decoded', { cause })
  })
  const { length: frames, sampleRate: rate, numberOfChannels } = decoded
  if (frames * numberOfChannels * 2 > LARGEST_RECORDING_BYTES) throw new Undecodable('too long')
  const channels: Int16Array[] = []
  for (let channel = 0; channel < numberOfChannels; channel++) {
    channels.push(await toInt16(decoded.getChannelData(channel), signal))
  }
  return { rate, frames, channels }
}

async function toInt16(samples: Float32Array, signal: AbortSignal): Promise<Int16Array> {
  const out = new Int16Array(samples.length)
  for (let begin = 0; begin < samples.length; begin += SAMPLES_AT_ONCE) {
    const end = Math.min(samples.length, begin + SAMPLES_AT_ONCE)
    for (let index = begin; index < end; index++) {
      out[index] = Math.max(-1, Math.min(1, samples[index]!)) * LOUDEST
    }
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
  return out
}
