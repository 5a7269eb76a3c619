import { z } from 'zod'

/** Where a page of a library ended: among its series, which go first, or among what can be played. */
const shape = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('series'), titleKey: z.string().max(2000), id: z.uuid() }),
  z.object({ stage: z.literal('tracks'), cursor: z.string().max(4000).nullable() }),
])

export type BrowseCursor = z.infer<typeof shape>

export function writeBrowseCursor(cursor: BrowseCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** A cursor that is not one of ours means the first page, as if there were none. */
export function readBrowseCursor(text: string | null | undefined): BrowseCursor | null {
  if (!text) return null
  try {
    const cursor = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    if (cursor.stage === 'tracks') return cursor
    return cursor.titleKey.includes('\0') ? null : { ...cursor, titleKey: cursor.titleKey.toWellFormed() }
  } catch {
    return null
  }
}
