import { median } from '../median'
import { fitLine, lineAt, type Line } from './line'
import type { Heard } from './output-reading'

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
/**
 * Readings this many times the usual noise off are no noise, within bounds: right after a gap little is known of the
 * noise, and one reading from after the next gap would make room for all of them.
 */
const NOISE = { times: 6, leastMs: 1, mostMs: 10 }
/**
 * What is heard falls back in one step, and what is being made with it: a gap in the sound, seen after this. What is
 * made moves by whole buffers, so a few readings tell only larger ones.
 */
const GAP = { afterMs: 400, leastMs: 10, share: 0.5, withinMs: 5 }
/**
 * Where what is heard alone is elsewhere, the output has a new idea of its latency. PulseAudio's wander by 25 ms and come
 * back within fifteen seconds while the sound stays where it is: one is followed once it stays, or does not go.
 */
const IDEA = { afterMs: 4_000, mostMs: 16_000, withinMs: 2 }
/** A new line is begun by readings that agree, all but a few, on where it is: gaps seldom come alone. */
const AGREEING = { share: 0.75, least: 3 }

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
    if (this.#belongs(heard)) {
      this.#readings.push(heard)
      this.#astray = []
    } else if (!this.#startsAnew(heard)) return
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

  /** Whether it is of one line with what is known. */
  #belongs(heard: Heard): boolean {
    if (!this.known || !this.#line) return true
    const { times, leastMs, mostMs } = NOISE
    const withinMs = Math.min(mostMs, Math.max(leastMs, times * this.#line.noiseMs))
    return Math.abs(this.#miss(heard)) < withinMs
  }

  /** Whether what is known is over, and something else begins. */
  #startsAnew(heard: Heard): boolean {
    this.#astray = [...this.#astray, heard].slice(-MOST_READINGS)
    const gap = this.#gap()
    const readings = gap ?? this.#idea()
    if (!readings) return false
    if (gap) this.brokeAtMs = gap[0]!.atMs
    this.#readings = readings
    this.#astray = []
    this.#sinceMs = readings[0]!.atMs
    return true
  }

  /** What was read since a gap; null where there was none. */
  #gap(): Heard[] | null {
    const agreed = this.#agreed(GAP)
    return agreed && this.#isGap(agreed) ? agreed : null
  }

  /** What says where the output now thinks that it is; null while that may pass. */
  #idea(): Heard[] | null {
    return this.#agreed(IDEA) ?? (this.#isAstrayFor(IDEA.mostMs) ? this.#lately(IDEA.afterMs) : null)
  }

  #isAstrayFor(ms: number): boolean {
    return this.#astray.at(-1)!.atMs - this.#astray[0]!.atMs >= ms
  }

  #lately(ms: number): Heard[] {
    const fromMs = this.#astray.at(-1)!.atMs - ms
    const fromIndex = this.#astray.length - AGREEING.least
    return this.#astray.filter(({ atMs }, index) => atMs >= fromMs || index >= fromIndex)
  }

  /** What was astray for so long, without the few that lie; null where it is not of one line. */
  #agreed({ afterMs, withinMs }: typeof GAP | typeof IDEA): Heard[] | null {
    if (!this.#isAstrayFor(afterMs)) return null
    const all = this.#lately(afterMs)
    const middleMs = median(all.map((heard) => this.#miss(heard)))
    const agreed = all.filter((heard) => Math.abs(this.#miss(heard) - middleMs) < withinMs)
    return agreed.length >= all.length * AGREEING.share ? agreed : null
  }

  #miss({ contextMs, atMs }: Heard): number {
    return contextMs - this.contextMsAt(atMs)
  }

  /** A gap delays what is made as well, so how far that is ahead of what is heard stays as it was. */
  #isGap(agreed: Heard[]): boolean {
    const lostMs = -this.#miss(agreed.at(-1)!)
    const newsMs = Math.abs(mostAhead(agreed) - mostAhead(this.#readings))
    return lostMs >= GAP.leastMs && newsMs < lostMs * GAP.share && this.#fellBack()
  }

  /** Whether it fell back in a step, and did not creep. */
  #fellBack(): boolean {
    const misses = this.#astray.map((heard) => this.#miss(heard))
    return misses.some((missMs, index) => (misses[index - 1] ?? 0) - missMs >= GAP.leastMs)
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
