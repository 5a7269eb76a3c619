import { sql } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'

/** A membership that the account did not take over, because it has its own in that room. */
export type LeftBehind = { roomId: string; memberId: string; ownMemberId: string }

/**
 * What a browser hosted, joined and made before it logged in becomes the account's. Where the account is in the same
 * room it keeps its own membership, unless that one is not in and the browser is. What the browser is as a screen it stays, under the
 * id it has from now on: a screen is a browser and not a person.
 */
export async function adopt(
  tx: Queries,
  { personId, accountId, newPersonId }: { personId: string; accountId: string; newPersonId: string },
): Promise<LeftBehind[]> {
  await tx.execute(sql`update pairing set person_id = ${newPersonId} where person_id = ${personId}`)
  await tx.execute(
    sql`update member set person_id = ${newPersonId} where person_id = ${personId} and role = 'stage'`,
  )
  // Two memberships of one person in one room cannot be: the one that is not in goes to nobody.
  await tx.execute(sql`
    update member own set person_id = gen_random_uuid() from member theirs
    where own.person_id = ${accountId} and own.state in ('left', 'declined', 'invited', 'notComing', 'uninvited')
      and theirs.room_id = own.room_id and theirs.person_id = ${personId}
      and theirs.state = 'in'`)
  await tx.execute(sql`
    update member set person_id = ${accountId}
    where person_id = ${personId} and not exists (
      select 1 from member own where own.room_id = member.room_id and own.person_id = ${accountId})`)
  await tx.execute(sql`update api_token set person_id = ${accountId} where person_id = ${personId}`)
  return [
    ...(await tx.execute<LeftBehind>(sql`
      select theirs.room_id as "roomId", theirs.id as "memberId", own.id as "ownMemberId"
      from member theirs join member own on own.room_id = theirs.room_id and own.person_id = ${accountId}
      where theirs.person_id = ${personId} and theirs.state in ('in', 'waiting')`)),
  ]
}
