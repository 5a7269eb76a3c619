import type { Account } from '~/auth/accounts/account'
import { findNamed } from '~/auth/accounts/find-accounts.server'
import type { Queries } from '~/db/client.server'
import { REFUSALS } from '~/domain/room/refusal'

/** The people of these ids, or the 422 that names who comes twice or is nobody. */
export async function requirePeople(db: Queries, ids: readonly string[]): Promise<Account[] | Response> {
  const { people, twice, nobody } = await findNamed(db, ids)
  if (twice.length > 0) return unprocessable('user_ids', `Named twice: ${twice.join(', ')}`)
  if (nobody.length > 0) return unprocessable('user_ids', `Nobody here has the id ${nobody.join(', ')}`)
  return people
}

/** What is well formed and still cannot be done, with what is wrong. */
export function unprocessable(field: string, words: string): Response {
  const { status } = REFUSALS.unprocessable
  const error = { code: 'unprocessable', message: `${field}: ${words}` }
  return Response.json({ ok: false, error }, { status })
}
