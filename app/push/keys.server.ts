import { eq } from 'drizzle-orm'
import webPush from 'web-push'
import { z } from 'zod'
import type { Queries } from '~/db/client.server'
import { serverSettings } from '~/db/schema/accounts'

const KEY = 'push_keys'

const Keys = z.object({ publicKey: z.string(), privateKey: z.string() })

/** The pair by which push services know this server (VAPID), in base64url. Never logged, never on a page. */
export type PushKeys = z.infer<typeof Keys>

/** Made at the first start and kept: with other keys every subscription would be void. Nodes that race keep one pair. */
export async function pushKeys(db: Queries): Promise<PushKeys> {
  const kept = await read(db)
  if (kept) return kept
  const value = webPush.generateVAPIDKeys()
  await db.insert(serverSettings).values({ key: KEY, value }).onConflictDoNothing()
  return Keys.parse(await read(db))
}

async function read(db: Queries): Promise<PushKeys | null> {
  const [row] = await db.select().from(serverSettings).where(eq(serverSettings.key, KEY))
  return row ? Keys.parse(row.value) : null
}
