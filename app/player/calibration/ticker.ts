import { notesBetween, type Note, type Part } from '~/domain/playback/calibration/score'
import { chirp, click } from '~/domain/playback/calibration/sounds'
import type { Loudspeaker } from '../web-audio/loudspeaker'

/** Further than the slowest output is late, so that every note reaches it in time. */
const AHEAD_MS = 900
/** What was planned otherwise is about to sound and is left alone. */
const COMMITTED_MS = 50
const LOOK_EVERY_MS = 100

/** Plays a part by the room's clock, each note at its moment as it leaves the loudspeaker. */
export class Ticker {
  #speaker: Loudspeaker
  #roomNowMs: (nowMs: number) => number | null
  #onLook: () => void
  #sounds: Record<Note['sound'], AudioBuffer>
  #part: Part
  #nudgeMs = 0
  #plannedMs: number | null = null
  #sources = new Set<AudioBufferSourceNode>()
  #timer: ReturnType<typeof setInterval>

  constructor(
    speaker: Loudspeaker,
    part: Part,
    roomNowMs: (nowMs: number) => number | null,
    onLook: () => void,
  ) {
    this.#speaker = speaker
    this.#part = part
    this.#roomNowMs = roomNowMs
    this.#onLook = onLook
    const { rate } = speaker
    this.#sounds = {
      click: this.#toBuffer(click(rate)),
      up: this.#toBuffer(chirp(rate, 'up')),
      down: this.#toBuffer(chirp(rate, 'down')),
    }
    this.#timer = setInterval(this.#look, LOOK_EVERY_MS)
  }

  get ticks(): boolean {
    return this.#plannedMs !== null
  }

  /** From the next note on; `nudgeMs` later than it would. */
  play(part: Part, nudgeMs: number): void {
    if (part === this.#part && nudgeMs === this.#nudgeMs) return
    this.#part = part
    this.#nudgeMs = nudgeMs
    this.#takeBack()
    this.#look()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#takeBack()
  }

  #look = (): void => {
    const nowMs = performance.now()
    this.#speaker.listen()
    const roomNowMs = this.#roomNowMs(nowMs)
    if (roomNowMs === null || !this.#speaker.known) this.#takeBack()
    else this.#plan(roomNowMs, nowMs)
    this.#onLook()
  }

  #plan(roomNowMs: number, nowMs: number): void {
    const untilMs = roomNowMs + AHEAD_MS
    // The room's clock may have been corrected backwards, by a sleep or a long way: then it starts over.
    const isAstray = this.#plannedMs !== null && Math.abs(this.#plannedMs - untilMs) > 2 * AHEAD_MS
    const afterMs = this.#plannedMs === null || isAstray ? roomNowMs + COMMITTED_MS : this.#plannedMs
    for (const { sound, atMs } of notesBetween(this.#part, afterMs, untilMs)) {
      this.#start(sound, nowMs + atMs - roomNowMs + this.#nudgeMs)
    }
    this.#plannedMs = Math.max(afterMs, untilMs)
  }

  #start(sound: Note['sound'], atMs: number): void {
    const { context, clock } = this.#speaker
    const contextS = clock.contextMsAt(atMs) / 1_000
    if (contextS <= context.currentTime) return
    const source = new AudioBufferSourceNode(context, { buffer: this.#sounds[sound] })
    source.connect(this.#speaker.input)
    source.addEventListener('ended', () => this.#sources.delete(source))
    source.start(contextS)
    this.#sources.add(source)
  }

  #takeBack(): void {
    this.#plannedMs = null
    for (const source of this.#sources) source.stop()
    this.#sources.clear()
  }

  #toBuffer(wave: Float32Array<ArrayBuffer>): AudioBuffer {
    const { context } = this.#speaker
    const buffer = context.createBuffer(1, wave.length, context.sampleRate)
    buffer.copyToChannel(wave, 0)
    return buffer
  }
}
