import type { Db } from '~/db/client.server'
import { saveTracks, type NewTrack } from './save.server'

/** One statement for many tracks; more would hold up the first ones. */
const BATCH_SIZE = 100
/** Someone who waits for the first scan sees the music arrive. */
const LONGEST_WAIT_MS = 1000

/** Collects tracks and writes them in batches. */
export class TrackWriter {
  readonly #db: Db
  /** By path: a folder that changes while it is read may name a file twice, which one statement cannot write. */
  #batch = new Map<string, NewTrack>()
  #writtenAtMs = 0

  constructor(db: Db) {
    this.#db = db
  }

  async add(track: NewTrack): Promise<void> {
    this.#batch.set(track.path, track)
    const due = this.#batch.size >= BATCH_SIZE || performance.now() - this.#writtenAtMs > LONGEST_WAIT_MS
    if (due) await this.finish()
  }

  /** Writes what has been collected. */
  async finish(): Promise<void> {
    const batch = [...this.#batch.values()]
    this.#batch = new Map()
    this.#writtenAtMs = performance.now()
    if (batch.length > 0) await saveTracks(this.#db, batch)
  }
}
