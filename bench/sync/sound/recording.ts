import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, createWriteStream, openSync, readSync, type WriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { momentMs } from '../../support/moment.ts'
import { SAMPLE_RATE } from './test-track.ts'

type Recorder = ChildProcessByStdio<null, Readable, null>

const BYTES_PER_SAMPLE = 2
/** A thousandth of full scale: the first sample of anything that was meant to be heard. */
const AUDIBLE = 1e-3

/**
 * What all browsers put out, in a file. Indexes count samples of a right clock from the beginning; `speeds` says how
 * much faster each channel's own card counted.
 */
export class Recording {
  readonly channels: number
  #path: string
  #speeds: number[]
  #earlyMs: number
  #recorder: Recorder
  #file: WriteStream
  #bytes = 0
  #startedAtMs = Infinity
  #reading: number | null = null

  private constructor(recorder: Recorder, path: string, speeds: number[], earlyMs: number) {
    this.channels = speeds.length
    this.#path = path
    this.#speeds = speeds
    this.#earlyMs = earlyMs
    this.#recorder = recorder
    this.#file = createWriteStream(path)
    recorder.stdout.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length
      // The chunk that had the shortest way tells best when the first sample was heard.
      this.#startedAtMs = Math.min(this.#startedAtMs, momentMs() - (this.length / SAMPLE_RATE) * 1_000)
      this.#file.write(chunk)
    })
  }

  /** Resolves once the first samples have come. */
  static async of(recorder: Recorder, path: string, speeds: number[], earlyMs: number): Promise<Recording> {
    const recording = new Recording(recorder, path, speeds, earlyMs)
    await once(recorder.stdout, 'data')
    return recording
  }

  /** How many samples of each channel there are. */
  get length(): number {
    return Math.floor(this.#bytes / BYTES_PER_SAMPLE / this.channels / Math.max(...this.#speeds))
  }

  /** Which sample was heard at this moment, with fractions. */
  indexAt(momentMs: number): number {
    return ((momentMs - this.#earlyMs - this.#startedAtMs) / 1_000) * SAMPLE_RATE
  }

  /** When this sample was heard. */
  momentAt(index: number): number {
    return this.#startedAtMs + this.#earlyMs + (index / SAMPLE_RATE) * 1_000
  }

  async stop(): Promise<void> {
    const exited = once(this.#recorder, 'exit')
    this.#recorder.kill('SIGTERM')
    await exited
    this.#file.end()
    await once(this.#file, 'close')
    this.#reading = openSync(this.#path, 'r')
  }

  /** Samples of a channel, from -1 to 1; only once it has been stopped. */
  read(channel: number, from: number, length: number): Float32Array {
    const frameBytes = this.channels * BYTES_PER_SAMPLE
    const pcm = new Int16Array(length * this.channels)
    const ownFrom = Math.round(from * this.#speeds[channel]!)
    const bytes = readSync(this.#reading!, pcm, 0, pcm.byteLength, ownFrom * frameBytes)
    return Float32Array.from(
      { length: Math.floor(bytes / frameBytes) },
      (_, frame) => pcm[frame * this.channels + channel]! / 32_768,
    )
  }

  /** When the first sound of a channel was heard in this time; null when there was none. */
  firstSoundMs(channel: number, fromMs: number, toMs: number): number | null {
    const from = Math.max(0, Math.round(this.indexAt(fromMs)))
    const samples = this.read(channel, from, Math.round(this.indexAt(toMs)) - from)
    const index = samples.findIndex((sample) => Math.abs(sample) >= AUDIBLE)
    return index < 0 ? null : this.momentAt(from + index)
  }

  close(): void {
    if (this.#reading !== null) closeSync(this.#reading)
  }
}
