import type { Account } from '~/auth/accounts/account'
import { findAccounts } from '~/auth/accounts/find-accounts.server'
import type { Queries } from '~/db/client.server'
import { REFUSALS } from '~/domain/room/refusal'

/** The people of these ids, or the 422 that names who comes twice or is nobody. */
export async function requirePeople(db: Queries, ids: readonly string[]): Promise<Account[] | Response> {
  const wanted = ids.map((id) => id.toLowerCase())
  const twice = wanted.filter((id, at) => wanted.indexOf(id) !== at)
  if (twice.length > 0) return unprocessable('user_ids', `Named twice: ${list(twice)}`)
  const found = await findAccounts(db, wanted)
  const nobody = wanted.filter((id) => !found.some((account) => account.id === id))
  return nobody.length > 0 ? unprocessable('user_ids', `Nobody here has the id ${list(nobody)}`) : found
}

/** What is well formed and still cannot be done, with what is wrong. */
export function unprocessable(field: string, words: string): Response {
  const { status } = REFUSALS.unprocessable
  const error = { code: 'unprocessable', message: `${field}: ${words}` }
  return Response.json({ ok: false, error }, { status })
}

function list(ids: string[]): string {
  return [...new Set(ids)].join(', ')
}
