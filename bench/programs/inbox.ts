/** Invitations of one account to many rooms, put into the database of a product that runs. */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { openDatabase, type PostgresAddress } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import type { Track } from '~/domain/queue/queue'
import { presetOf } from '~/domain/room/kinds'
import { Engine } from '~/sync/engine.server'
import { answerCalls } from '../support/program.ts'
import { log, noBus } from './rooms.ts'

export type Inbox = typeof calls

const HOUR_MS = 3_600_000

const calls = {
  async fill(address: PostgresAddress, username: string, count: number): Promise<void> {
    const db = openDatabase(address)
    const engine = await Engine.open(db, noBus, log)
    const [account] = await db
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.username, username))
    for (let index = 0; index < count; index++) await invite(engine, account!.id, index)
    await engine.close()
    await db.$client.end({ timeout: 5 })
  },
}

answerCalls(calls, async () => {})

async function invite(engine: Engine, accountId: string, index: number): Promise<void> {
  await engine.rooms.open({
    kind: 'watch',
    name: `Night ${index}`,
    policy: presetOf('watch').policy,
    hostName: 'Alex',
    personId: randomUUID(),
    endsAtMs: engine.clock.nowMs() + HOUR_MS,
    items: [{ id: randomUUID(), track: film(index) }],
    invites: [{ memberId: randomUUID(), accountId, name: 'Kim', role: 'viewer' }],
  })
}

function film(index: number): Track {
  return {
    id: randomUUID(),
    kind: 'video',
    title: `A film of the year ${1900 + index}`,
    artist: null,
    album: null,
    durationMs: 2 * HOUR_MS,
    artworkId: null,
    artworkColor: null,
  }
}
