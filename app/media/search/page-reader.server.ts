import { and, inArray, not, sql, type SQL } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '~/db/client.server'
import { tracks } from '~/db/schema/media'
import type { Track } from '~/domain/queue/queue'
import { playableIn, PUBLIC_COLUMNS } from '../tracks.server'
import { writeCursor, type Cursor } from './cursor'
import type { Tiers } from './tiers'

export type SearchPage = { tracks: Track[]; hasMore: boolean; nextCursor: string | null }

type Hit = Track & Cursor

/** Where to look: in these libraries, among what passes the filter. */
type Shelf = { libraryIds: readonly string[]; filter: SQL | undefined }

/** So many hits are named one by one. */
const FEW_HITS = 300
/** So many are ranked and sorted in some ten milliseconds; more are not all looked at. */
const MANY_HITS = 2000
/**
 * How many tracks the planner is told to expect to be read in the order of titles. Told the truth, a page, it gambles
 * on finding them early in that order, and when it loses reads the whole library.
 */
const PLANNED_ROWS = 500
/** Generated columns may be null for all that drizzle knows. */
const TITLE_KEY = sql<string>`${tracks.titleKey}`.as('sort_key')

/** Fills one page from searches, all hits of one before those of the next, beginning where the page before ended. */
export class PageReader {
  readonly #db: Db
  readonly #shelf: Shelf
  readonly #size: number
  readonly #after: Cursor | null
  readonly #hits: Hit[] = []
  #lastTier = -1

  constructor(db: Db, shelf: Shelf, size: number, after: Cursor | null) {
    this.#db = db
    this.#shelf = shelf
    this.#size = size
    this.#after = after
  }

  /** Whether what was read so far had so many hits, on this page and those before, which were full. */
  hasHad(hits: number): boolean {
    const before = this.#after && !this.#isBehind(this.#lastTier) ? this.#size : 0
    return before + this.#hits.length >= Math.min(hits, this.#size)
  }

  /** Takes hits while there is room, and one more, which tells that there is another page. */
  async read(tiers: Tiers): Promise<void> {
    this.#lastTier = tiers.firstTier + tiers.conditions.length - 1
    if (this.#room === 0 || this.#isBehind(this.#lastTier)) return
    const ids = await this.#sample(tiers.hits)
    if (ids.length === 0) return
    if (ids.length <= FEW_HITS) return this.#rank(inArray(tracks.id, ids), tiers)
    if (this.#shelf.libraryIds.length === 1 || (await this.#areMany(tiers.hits)))
      return this.#readInTurn(tiers)
    const found = this.#find(tiers.hits)
    await this.#rank(sql`${tracks.id} in (with found as materialized (${found}) select id from found)`, tiers)
  }

  finish(): SearchPage {
    const page = this.#hits.slice(0, this.#size)
    const last = page.at(-1)
    const hasMore = this.#hits.length > this.#size
    return {
      tracks: page.map(({ tier: _tier, titleKey: _key, ...track }) => track),
      hasMore,
      nextCursor: hasMore && last ? writeCursor(last) : null,
    }
  }

  get #room(): number {
    return this.#size + 1 - this.#hits.length
  }

  #isBehind(tier: number): boolean {
    return tier < (this.#after?.tier ?? 0)
  }

  /** All hits when they are few, else more than a few of them. Not sorted: the planner shall think of nothing else. */
  async #sample(hits: SQL): Promise<string[]> {
    const rows = await this.#db.execute<{ id: string }>(
      sql`with found as materialized (${this.#find(hits)}) select id from found limit ${FEW_HITS + 1}`,
    )
    return rows.map((row) => row.id)
  }

  /**
   * Whether there are so many that the order of titles soon leads to some, in each library. A series has hundreds of
   * episodes, all of them hits for its title, and not one of them lies among a hundred thousand songs.
   */
  async #areMany(hits: SQL): Promise<boolean> {
    const [row] = await this.#db.execute<{ hits: number }>(sql`
      with found as materialized (${this.#find(hits)})
      select count(*)::int as hits from (select from found limit ${MANY_HITS + 1}) counted`)
    return row!.hits > MANY_HITS
  }

  #find(hits: SQL) {
    const { libraryIds, filter } = this.#shelf
    return this.#db
      .select({ id: tracks.id })
      .from(tracks)
      .where(and(playableIn(libraryIds), filter, hits))
  }

  /** Few hits: each is given its tier, and all are sorted. */
  async #rank(which: SQL, { conditions, firstTier }: Tiers): Promise<void> {
    const cases = conditions.map((condition, at) => sql`when ${condition} then ${firstTier + at}::int`)
    const tier = sql<number>`case ${sql.join(cases, sql` `)} end`
    const place = sql`(${tier}, ${tracks.titleKey}, ${tracks.id})`
    const rest =
      this.#after && sql`${place} > (${this.#after.tier}, ${this.#after.titleKey}, ${this.#after.id}::uuid)`
    const rows = await this.#db
      .select({ ...PUBLIC_COLUMNS, tier, titleKey: TITLE_KEY })
      .from(tracks)
      .where(and(which, rest ?? undefined))
      .orderBy(place)
      .limit(this.#room)
    this.#hits.push(...rows)
  }

  /** Many hits: the tiers are read one after the other in the order of titles, which an index has already. */
  async #readInTurn({ conditions, firstTier }: Tiers): Promise<void> {
    for (const [at, condition] of conditions.entries()) {
      const tier = firstTier + at
      if (this.#room === 0 || this.#isBehind(tier)) continue
      const better = conditions.slice(0, at).map(not)
      const rows = await this.#readSorted(
        and(condition, ...better)!,
        this.#after?.tier === tier ? this.#after : null,
      )
      this.#hits.push(...rows.map((row) => ({ ...row, tier })))
    }
  }

  #readSorted(condition: SQL, after: Cursor | null) {
    const rest = after
      ? sql`(${tracks.titleKey}, ${tracks.id}) > (${after.titleKey}, ${after.id}::uuid)`
      : undefined
    // Library by library: one small library among large ones must not cost a walk through all of their titles.
    const perLibrary = this.#shelf.libraryIds.map((libraryId) =>
      this.#db
        .select({ ...PUBLIC_COLUMNS, titleKey: TITLE_KEY })
        .from(tracks)
        .where(and(playableIn([libraryId]), this.#shelf.filter, condition, rest))
        .orderBy(tracks.titleKey, tracks.id)
        .limit(PLANNED_ROWS),
    )
    const [first, second, ...others] = perLibrary
    const sorted = (second ? unionAll(first!, second, ...others) : first!).as('sorted')
    // Sorted twice, which costs nothing: the outer order is what keeps the planner from seeing the outer limit.
    return this.#db.select().from(sorted).orderBy(sorted.titleKey, sorted.id).limit(this.#room)
  }
}
