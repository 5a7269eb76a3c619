import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { SAMPLE_RATE } from './test-track.ts'

/** Where browsers play, each into an "ear" of its own, and what records them all at once. */
export type Hall = {
  channels: number
  /** Modules of PulseAudio with their arguments. */
  modules: string[]
  /** A command that writes all channels, interleaved, 16 bits a sample, to its standard output. */
  recorder: [command: string, ...args: string[]]
  /** By channel: how many samples its sound card plays while a right one plays one. */
  speeds: number[]
}

const PACER = fileURLToPath(new URL('pacer.ts', import.meta.url))
/** Bytes a second enough that the 64 KiB of a pipe are 43 ms, as long as a middling sound card's buffer. */
const PIPE_CHANNELS = 8
const PIPE_FORMAT = 'float32le'

/** One sound card for all, with a channel for each. */
export function oneCard(channels: number): Hall {
  const map = mapOf(channels)
  return {
    channels,
    modules: [
      `module-null-sink sink_name=hall rate=${SAMPLE_RATE} channels=${channels} channel_map=${map}`,
      ...Array.from({ length: channels }, (_, channel) => ear(channel, 'hall', channel)),
    ],
    recorder: [
      'parec',
      ...pcmOptions(channels),
      '--device=hall.monitor',
      // Short, so that what is recorded comes when it is heard.
      '--latency-msec=20',
    ],
    speeds: Array<number>(channels).fill(1),
  }
}

/**
 * A sound card for each, which may be a little fast: each card is a pipe, and one process takes from each pipe what that
 * card would play in the time that went by.
 */
export function ownCards(directory: string, speeds: number[]): Hall {
  const pipes = speeds.map((_, channel) => join(directory, `card${channel}.pipe`))
  return {
    channels: speeds.length,
    modules: pipes.flatMap((pipe, channel) => [
      `module-pipe-sink sink_name=card${channel} file=${pipe} rate=${SAMPLE_RATE} ` +
        `format=${PIPE_FORMAT} channels=${PIPE_CHANNELS} channel_map=${mapOf(PIPE_CHANNELS)}`,
      ear(channel, `card${channel}`, 0),
    ]),
    recorder: [
      process.execPath,
      PACER,
      String(PIPE_CHANNELS),
      ...pipes.flatMap((pipe, channel) => [pipe, String(speeds[channel])]),
    ],
    speeds,
  }
}

export function pcmOptions(channels: number): string[] {
  return [
    '--format=s16le',
    `--rate=${SAMPLE_RATE}`,
    `--channels=${channels}`,
    `--channel-map=${mapOf(channels)}`,
  ]
}

function mapOf(channels: number): string {
  return Array.from({ length: channels }, (_, channel) => `aux${channel}`).join()
}

function ear(channel: number, card: string, cardChannel: number): string {
  return (
    `module-remap-sink sink_name=ear${channel} master=${card} channels=1 channel_map=mono ` +
    `master_channel_map=aux${cardChannel} remix=no`
  )
}
