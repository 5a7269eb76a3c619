import type { Airing } from '~/domain/playback/on-air'
import type { Loudspeaker } from './loudspeaker'

/** Where the room is in a song, told by the frames of the context in which it will be heard. */
export class Score {
  readonly airing: Airing
  #speaker: Loudspeaker
  #roomNowMs: (nowMs: number) => number

  constructor(airing: Airing, speaker: Loudspeaker, roomNowMs: (nowMs: number) => number) {
    this.airing = airing
    this.#speaker = speaker
    this.#roomNowMs = roomNowMs
  }

  /** Where the room will be when this frame is heard, as if it had always been moving. */
  targetMs(frame: number): number {
    const { positionMs, updatedAtMs } = this.airing.playhead
    const heardAtMs = this.#speaker.clock.msAt(this.#speaker.msOf(frame))
    return positionMs + this.#roomNowMs(heardAtMs) - updatedAtMs
  }

  /** The frame that is heard when the room's playhead begins to move. */
  get dueFrame(): number {
    const { frame } = this.#speaker
    return frame + this.#speaker.framesIn(this.airing.playhead.positionMs - this.targetMs(frame))
  }

  /** The frame that is heard at a moment. */
  heardFrame(nowMs: number): number {
    return this.#speaker.framesIn(this.#speaker.clock.contextMsAt(nowMs))
  }

  /** How fast the room moves against the sound card: seconds for one of the card's. */
  paceAt(frame: number): number {
    return (this.targetMs(frame + this.#speaker.rate) - this.targetMs(frame)) / 1_000
  }

  /** How far ahead of the room what sounds at this frame is, being this place in the recording. */
  errorMs(frame: number, place: number): number {
    return this.#speaker.msOf(place) - this.targetMs(frame)
  }
}
