/** What a room keeps of a track: enough to show and play it, even after the file has gone. */
export type Track = {
  id: string
  kind: 'audio' | 'video'
  title: string
  artist: string | null
  album: string | null
  durationMs: number
  artworkId: string | null
  /** The artwork's main colour, `#rrggbb`. */
  artworkColor: string | null
}

/** A song that waits. `rank` orders the queue: a fractional index, compared as plain text. */
export type QueueItem = {
  id: string
  track: Track
  addedBy: string
  rank: string
}

/** Why a song stopped being the current one. */
export type Outcome = 'played' | 'skipped' | 'voted' | 'unplayable'

/** The song that plays, or one that did. `outcome` is null while it plays. */
export type PlayedItem = {
  id: string
  track: Track
  addedBy: string
  startedAtMs: number
  outcome: Outcome | null
}

/** An ordered queue with this item in its place. Ranks are unique but for races, which the ids settle. */
export function enqueue(queue: QueueItem[], item: QueueItem): QueueItem[] {
  const place = queue.findLastIndex((other) => follows(item, other)) + 1
  return queue.toSpliced(place, 0, item)
}

function follows(item: QueueItem, other: QueueItem): boolean {
  return (compare(item.rank, other.rank) || compare(item.id, other.id)) > 0
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
