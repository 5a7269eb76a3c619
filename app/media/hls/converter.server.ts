import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { Conversion } from './conversion.server'
import { segmentCount } from './playlist'

/** Each takes what a core or two have. */
const AT_ONCE = 2
/** Nobody watches any more: the work stops at once, what was made stays a while for who only paused. */
const STOP_AFTER_MS = 60_000
const FORGET_AFTER_MS = 10 * 60_000
const TIDY_EVERY_MS = 10_000

type Film = { id: string; path: string; durationMs: number }

/** Whether a segment is there; `busy` while as many films are converted as this machine may. */
export type Segment = { file: string } | 'busy' | 'none'

/** Films that browsers cannot play, converted while they are watched: by ffmpeg, where the machine has it. */
export class Converter {
  readonly isAvailable: boolean
  readonly #directory: string
  readonly #log: Logger
  readonly #conversions = new Map<string, Conversion>()
  readonly #tidy: NodeJS.Timeout

  private constructor(directory: string, log: Logger, isAvailable: boolean) {
    this.#directory = directory
    this.#log = log
    this.isAvailable = isAvailable
    this.#tidy = setInterval(() => void this.#tidyUp(), TIDY_EVERY_MS).unref()
  }

  /** What an earlier run has left in the directory goes. */
  static async open(directory: string, log: Logger): Promise<Converter> {
    await rm(directory, { recursive: true, force: true })
    const isAvailable = await promisify(execFile)('ffmpeg', ['-version']).then(
      () => true,
      () => false,
    )
    return new Converter(directory, log, isAvailable)
  }

  /** One segment of a film, which is converted from there on unless it is already. */
  async segment(film: Film, index: number): Promise<Segment> {
    const isThere = Number.isInteger(index) && index >= 0 && index < segmentCount(film.durationMs)
    if (!this.isAvailable || !isThere) return 'none'
    const conversion = this.#conversionOf(film)
    conversion.usedAtMs = performance.now()
    if (!conversion.has(index)) {
      if (!this.hasRoomFor(film.id)) return 'busy'
      conversion.begin(index)
    }
    const file = await conversion.waitFor(index)
    return file === null ? 'none' : { file }
  }

  /** Whether a film may be converted now: as many others as the machine bears may be at it. */
  hasRoomFor(filmId: string): boolean {
    return this.#conversions.get(filmId)?.isRunning === true || this.#runningCount() < AT_ONCE
  }

  async close(): Promise<void> {
    clearInterval(this.#tidy)
    for (const conversion of this.#conversions.values()) conversion.stop()
    this.#conversions.clear()
    await rm(this.#directory, { recursive: true, force: true })
  }

  #conversionOf(film: Film): Conversion {
    const known = this.#conversions.get(film.id)
    if (known) return known
    const directory = join(this.#directory, film.id)
    const conversion = new Conversion(film.path, directory, (words) =>
      this.#log.warn({ path: film.path, words }, 'A film could not be converted'),
    )
    this.#conversions.set(film.id, conversion)
    return conversion
  }

  #runningCount(): number {
    return [...this.#conversions.values()].filter((conversion) => conversion.isRunning).length
  }

  async #tidyUp(): Promise<void> {
    for (const [filmId, conversion] of this.#conversions) {
      const idleMs = performance.now() - conversion.usedAtMs
      if (idleMs > STOP_AFTER_MS) conversion.stop()
      if (idleMs <= FORGET_AFTER_MS) continue
      this.#conversions.delete(filmId)
      await rm(join(this.#directory, filmId), { recursive: true, force: true })
    }
  }
}
