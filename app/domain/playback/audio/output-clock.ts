import type { Heard } from './output-reading'
import { fitLine, lineAt, type Line } from './line'

/** As many readings as a window holds at thirteen a second. */
const MOST_READINGS = 540
/** The younger half of what was read is used: what an output says in its first seconds is corrected by it later. */
const YOUNGER_SHARE = 0.5
/** Long enough to learn a sound card's rate, short enough to follow one that wanders. */
const MOST_WINDOW_MS = 40_000
/**
 * An output is believed once it has said for so long what a steady clock could say. Under PulseAudio on a busy
 * machine a context is up to 12 ms wrong at first and gets right within ten seconds, by more than 500 parts per million.
 */
const STEADY = { ms: 1_500, noiseMs: 0.25, skew: 500e-6 }
/** One that is not so steady by then is believed all the same: the element, which plays meanwhile, is further off. */
const BELIEVED_AFTER_MS = 5_000
/** Readings this many times the usual noise off, and by this much, are no noise. */
const JUMP = 6
const LEAST_JUMP_MS = 1
/**
 * A jump of what is heard together with what is being made is a gap in the sound, and is seen after this. What is made
 * moves by whole buffers, so a few readings tell only larger jumps.
 */
const GAP = { afterMs: 600, leastMs: 10, share: 0.5 }
/** A jump of what is heard alone is a new idea of the output's latency, which may pass. */
const IDEA_AFTER_MS = 4_000

/**
 * Which sample is heard at which moment: a line through what a context has said lately, whose slope is the sound card's
 * rate. Single readings that lie are left out; when an output has really jumped (a gap, another device, a sleep), what
 * was known is forgotten.
 */
export class OutputClock {
  /** Whether enough has been read to play by. */
  known = false
  /** When the sound last broke off and went on later; null when it never has. */
  brokeAtMs: number | null = null
  #readings: Heard[] = []
  #astray: Heard[] = []
  #line: Line | null = null
  #sinceMs: number | null = null

  add(heard: Heard): void {
    const last = this.#astray.at(-1) ?? this.#readings.at(-1)
    if (last && heard.atMs <= last.atMs) return
    this.#sinceMs ??= heard.atMs
    if (!this.#belongs(heard)) return
    this.#readings.push(heard)
    this.#astray = []
    const windowMs = Math.min(MOST_WINDOW_MS, (heard.atMs - this.#sinceMs) * YOUNGER_SHARE)
    const fromMs = heard.atMs - Math.max(STEADY.ms, windowMs)
    this.#readings = this.#readings.filter(({ atMs }) => atMs >= fromMs).slice(-MOST_READINGS)
    this.#line = fitLine(this.#readings)
    this.known ||= this.#isSteady(heard.atMs)
  }

  /** The card's rate against the browser's clock: 0.0001 is 100 parts per million fast. */
  get skew(): number {
    return this.#line?.skew ?? 0
  }

  /** The moment of the context that is heard at `nowMs`. */
  contextMsAt(nowMs: number): number {
    return lineAt(this.#line!, nowMs)
  }

  /** When the context's moment is heard. */
  msAt(contextMs: number): number {
    const { atMs, offsetMs, skew } = this.#line!
    return atMs + (contextMs - atMs - offsetMs) / (1 + skew)
  }

  forget(): void {
    this.known = false
    this.#readings = []
    this.#astray = []
    this.#line = null
    this.#sinceMs = null
  }

  /** Whether it is of one line with what is known, or what is known is over. */
  #belongs(heard: Heard): boolean {
    if (!this.known || !this.#line) return true
    const missMs = this.#miss(heard)
    if (Math.abs(missMs) < Math.max(LEAST_JUMP_MS, JUMP * this.#line.noiseMs)) return true
    const [first] = this.#astray
    if (first && Math.sign(this.#miss(first)) !== Math.sign(missMs)) this.#astray = []
    this.#astray.push(heard)
    const forMs = heard.atMs - this.#astray[0]!.atMs
    const isGap = forMs >= GAP.afterMs && this.#isGap(missMs)
    if (forMs < IDEA_AFTER_MS && !isGap) return false
    if (isGap) this.brokeAtMs = this.#astray[0]!.atMs
    this.#readings = this.#astray.slice(0, -1)
    this.#sinceMs = this.#readings[0]!.atMs
    return true
  }

  #miss({ contextMs, atMs }: Heard): number {
    return contextMs - this.contextMsAt(atMs)
  }

  /** A gap delays what is made as well, so how far that is ahead of what is heard stays as it was. */
  #isGap(missMs: number): boolean {
    const jumpMs = Math.abs(missMs)
    const newsMs = Math.abs(mostAhead(this.#astray) - mostAhead(this.#readings))
    return jumpMs >= GAP.leastMs && newsMs < jumpMs * GAP.share
  }

  #isSteady(nowMs: number): boolean {
    const forMs = nowMs - this.#readings[0]!.atMs
    if (nowMs - this.#sinceMs! >= BELIEVED_AFTER_MS) return true
    const { noiseMs, slope } = fitLine(this.#readings.filter(({ atMs }) => atMs >= nowMs - STEADY.ms))
    return forMs >= STEADY.ms * 0.9 && noiseMs <= STEADY.noiseMs && Math.abs(slope) <= STEADY.skew
  }
}

function mostAhead(readings: Heard[]): number {
  return Math.max(...readings.map(({ aheadMs }) => aheadMs))
}
