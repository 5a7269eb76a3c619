import { lateness, ROUND_MS, ROUNDS, type Lateness, type Round, type Unheard } from './lateness'
import { Matcher } from './matcher'
import { CHIRP_MS } from './sounds'

/** Listens to a microphone round after round, until it knows how late this device is beside the reference. */
export class Hearing {
  readonly #rate: number
  readonly #roundFrames: number
  readonly #reference: Matcher
  readonly #self: Matcher
  #sound: Float32Array
  #filled = 0
  #rounds: Round[] = []

  constructor(rate: number) {
    this.#rate = rate
    this.#roundFrames = Math.round((ROUND_MS / 1_000) * rate)
    this.#reference = new Matcher(rate, 'up', this.#roundFrames)
    this.#self = new Matcher(rate, 'down', this.#roundFrames)
    this.#sound = new Float32Array(this.#roundFrames + Math.round((CHIRP_MS / 1_000) * rate))
  }

  /** From 0 to 1. */
  get progress(): number {
    return Math.min(1, (this.#rounds.length + this.#filled / this.#sound.length) / ROUNDS)
  }

  /** Takes in what the microphone heard next. Answers once all rounds are through. */
  add(samples: Float32Array): Lateness | Unheard | null {
    for (let taken = 0; taken < samples.length && this.#rounds.length < ROUNDS;) {
      const part = samples.subarray(taken, taken + this.#sound.length - this.#filled)
      this.#sound.set(part, this.#filled)
      this.#filled += part.length
      taken += part.length
      if (this.#filled === this.#sound.length) this.#closeRound()
    }
    return this.#rounds.length < ROUNDS ? null : lateness(this.#rounds)
  }

  /** A whistle may begin in this round and end in the next, so the next begins with the end of this one. */
  #closeRound(): void {
    const reference = this.#reference.match(this.#sound)
    const self = this.#self.match(this.#sound)
    this.#rounds.push({
      referenceMs: this.#inMs(this.#reference.find(reference, self)),
      selfMs: this.#inMs(this.#self.find(self, reference)),
    })
    this.#sound.copyWithin(0, this.#roundFrames)
    this.#filled = this.#sound.length - this.#roundFrames
  }

  #inMs(frame: number | null): number | null {
    return frame === null ? null : (frame / this.#rate) * 1_000
  }
}
