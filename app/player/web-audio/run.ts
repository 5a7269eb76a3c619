import { endFrameOf, makePiece, pieceAfter, placeAt, type Piece } from '~/domain/playback/audio/piece'
import { resample, type Recording } from '~/domain/playback/audio/resample'
import type { Loudspeaker, SongEnd } from './loudspeaker'

/** Short enough to change course soon, long enough to cost little. */
const PIECE_MS = 500
/** The first is made while its moment comes nearer. */
const FIRST_PIECE_MS = 100
/** What is about to be played is not taken back. */
const COMMITTED_MS = 120

type Scheduled = Piece & { source: AudioBufferSourceNode }

/** One stretch of a song without a seam, scheduled piece by piece. */
export class Run {
  readonly startFrame: number
  /** Whether it begins on the very frame on which another song ends. */
  readonly joined: boolean
  /** Where the song will be over, once its last frame has been scheduled. */
  songEnd: SongEnd | null = null
  /** The error that was foreseen for its end when its last piece was made. */
  foreseenMs: number | null = null
  /** Whether each of its pieces was there before its moment. */
  inTime = true
  #speaker: Loudspeaker
  #recording: Recording
  #lastPlace: number
  #gain: GainNode
  #first: Piece
  #pieces: Scheduled[] = []

  /** `from` is the place in the recording, in frames with a fraction, that is to sound at `startFrame`. */
  constructor(
    speaker: Loudspeaker,
    recording: Recording,
    start: { frame: number; from: number; lastPlace: number; joined: boolean; fadeMs: number },
  ) {
    this.startFrame = start.frame
    this.joined = start.joined
    this.#speaker = speaker
    this.#recording = recording
    this.#lastPlace = start.lastPlace
    this.#first = { atFrame: start.frame, frames: 0, from: start.from, step: 1 }
    this.#gain = speaker.context.createGain()
    this.#gain.connect(speaker.input)
    if (start.fadeMs > 0) this.#ramp(start.frame, 0, 1, start.fadeMs)
  }

  get endFrame(): number {
    return endFrameOf(this.#pieces.at(-1) ?? this.#first)
  }

  /** By how much faster than the recording it plays where the sound is. */
  bendAt(frame: number): number {
    return this.#pieceAt(frame).step - 1
  }

  /** The place in the recording at a frame of the context. */
  placeAt(frame: number): number {
    return placeAt(this.#pieceAt(frame), frame)
  }

  /** Schedules the next piece, `step` frames of the recording for each of the context. */
  extend(step: number): void {
    const before = this.#pieces.at(-1)
    const frames = Math.round(((before ? PIECE_MS : FIRST_PIECE_MS) / 1_000) * this.#speaker.rate)
    const piece = before
      ? pieceAfter(before, step, frames, this.#lastPlace)
      : makePiece(this.startFrame, this.#first.from, step, frames, this.#lastPlace)
    if (piece) this.#pieces.push({ ...piece, source: this.#schedule(piece) })
    if (piece && this.#speaker.frame > piece.atFrame) this.inTime = false
    if (!piece || piece.frames < frames) this.songEnd = this.#end()
    this.#forgetPlayed()
  }

  /** Takes back what has been scheduled and is not about to be played. */
  takeBack(): void {
    const committed = this.#speaker.frame + (COMMITTED_MS / 1_000) * this.#speaker.rate
    const keep = this.#pieces.filter(({ atFrame }, index) => atFrame < committed || index === 0)
    for (const { source } of this.#pieces.slice(keep.length)) source.stop()
    if (keep.length < this.#pieces.length) this.songEnd = null
    this.#pieces = keep
  }

  /** Ends at a frame, fading out after it. */
  stop(frame: number, fadeMs: number): void {
    const { rate } = this.#speaker
    this.#ramp(frame, 1, 0, fadeMs)
    for (const { source } of this.#pieces) source.stop((frame + (fadeMs / 1_000) * rate) / rate)
  }

  #end(): SongEnd {
    const frame = this.endFrame
    return { frame, past: Math.max(0, this.placeAt(frame) - this.#lastPlace) }
  }

  #pieceAt(frame: number): Piece {
    return this.#pieces.findLast(({ atFrame }) => atFrame <= frame) ?? this.#pieces[0] ?? this.#first
  }

  #schedule(piece: Piece): AudioBufferSourceNode {
    const { context, rate } = this.#speaker
    const samples = resample(this.#recording, piece.from, piece.step, piece.frames)
    const buffer = context.createBuffer(samples.length, piece.frames, rate)
    samples.forEach((channel, index) => buffer.copyToChannel(channel as Float32Array<ArrayBuffer>, index))
    const source = context.createBufferSource()
    source.buffer = buffer
    source.connect(this.#gain)
    source.start(piece.atFrame / rate)
    return source
  }

  /** All but the last two that are over, by which it is still known where the sound was a moment ago. */
  #forgetPlayed(): void {
    const heard = this.#speaker.frame - this.#speaker.rate
    while (this.#pieces.length > 2 && endFrameOf(this.#pieces[1]!) < heard) this.#pieces.shift()
  }

  #ramp(frame: number, from: number, to: number, fadeMs: number): void {
    const { gain } = this.#gain
    const beginS = frame / this.#speaker.rate
    gain.setValueAtTime(from, beginS)
    gain.linearRampToValueAtTime(to, beginS + fadeMs / 1_000)
  }
}
