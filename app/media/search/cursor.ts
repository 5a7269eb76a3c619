import { z } from 'zod'

/** The last track of a page: how well its kind of hit ranks, and its place among those. */
const shape = z.tuple([z.int().min(0).max(99), z.string().max(2000), z.uuid()])

export type Cursor = { tier: number; titleKey: string; id: string }

export function writeCursor({ tier, titleKey, id }: Cursor): string {
  return Buffer.from(JSON.stringify([tier, titleKey, id])).toString('base64url')
}

/** A cursor that is not one of ours means the first page, as if there were none. */
export function readCursor(text: string | null | undefined): Cursor | null {
  if (!text) return null
  try {
    const [tier, titleKey, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return titleKey.includes('\0') ? null : { tier, titleKey: titleKey.toWellFormed(), id }
  } catch {
    return null
  }
}
