/**
 * Plays sound cards that are pipes: takes from each what it would have played by now, and writes the first channel of
 * all, interleaved, to standard output. A card whose pipe is dry plays silence, as a real one does.
 *
 *   node pacer.ts <channels in each pipe> <pipe> <speed> [<pipe> <speed> …]
 */
import { constants, openSync, readSync } from 'node:fs'
import { momentMs } from '../../support/moment.ts'
import { SAMPLE_RATE } from './test-track.ts'

/** A part of what a pipe holds, so that it is never empty. */
const EVERY_MS = 5

class Card {
  played = 0
  #pipe: number
  #speed: number
  #channels: number
  /** What was played and not yet written, first channel only. */
  #samples: number[] = []

  constructor(path: string, speed: number, channels: number) {
    this.#pipe = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    this.#speed = speed
    this.#channels = channels
  }

  get waiting(): number {
    return this.#samples.length
  }

  playUntil(elapsedMs: number): void {
    const due = Math.floor((elapsedMs / 1_000) * SAMPLE_RATE * this.#speed) - this.played
    if (due <= 0) return
    const floats = new Float32Array(due * this.#channels)
    this.#fill(new Uint8Array(floats.buffer))
    for (let frame = 0; frame < due; frame++) this.#samples.push(floats[frame * this.#channels]!)
    this.played += due
  }

  take(frames: number): number[] {
    return this.#samples.splice(0, frames)
  }

  #fill(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const read = readSome(this.#pipe, bytes, from)
      if (read === 0) return
      from += read
    }
  }
}

const [channels, ...named] = process.argv.slice(2)
const cards: Card[] = []
for (let index = 0; index < named.length; index += 2) {
  cards.push(new Card(named[index]!, Number(named[index + 1]), Number(channels)))
}
// Whoever recorded has gone.
process.stdout.on('error', () => process.exit())
const startedAtMs = momentMs()
setInterval(() => {
  for (const card of cards) card.playUntil(momentMs() - startedAtMs)
  const frames = Math.min(...cards.map((card) => card.waiting))
  const pcm = new Int16Array(frames * cards.length)
  for (const [channel, card] of cards.entries()) {
    for (const [frame, sample] of card.take(frames).entries()) {
      pcm[frame * cards.length + channel] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)
    }
  }
  process.stdout.write(new Uint8Array(pcm.buffer))
}, EVERY_MS)

/** Bytes read; 0 when there are none at the moment. A frame is never torn: all sizes are whole frames. */
function readSome(pipe: number, bytes: Uint8Array, from: number): number {
  try {
    return readSync(pipe, bytes, from, bytes.length - from, null)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
    throw error
  }
}
