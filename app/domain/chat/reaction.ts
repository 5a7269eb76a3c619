/** What can be thrown at the picture: few enough to be found at once, each with a name that is read aloud. */
export const REACTIONS = {
  love: { emoji: '❤️', name: 'Love' },
  laugh: { emoji: '😂', name: 'Laughter' },
  applause: { emoji: '👏', name: 'Applause' },
  wow: { emoji: '😮', name: 'Wonder' },
  fright: { emoji: '😱', name: 'Fright' },
  tears: { emoji: '😢', name: 'Tears' },
  party: { emoji: '🎉', name: 'Party' },
} as const satisfies Record<string, { emoji: string; name: string }>

export type Reaction = keyof typeof REACTIONS

export const ALL_REACTIONS = Object.keys(REACTIONS) as Reaction[]

/** How many of each within a moment. */
export type ReactionCounts = Partial<Record<Reaction, number>>

/** More of one kind in one moment than this is a cloud in which nobody counts. */
const MOST_OF_EACH = 12

/** Both together, of what there is and no more than can be seen. What is no count at all is left out. */
export function addReactions(counts: ReactionCounts, more: ReactionCounts): ReactionCounts {
  const sum = { ...counts }
  for (const reaction of ALL_REACTIONS) {
    const count = Math.floor(Number(more[reaction]))
    if (count > 0) sum[reaction] = Math.min(MOST_OF_EACH, (sum[reaction] ?? 0) + count)
  }
  return sum
}
