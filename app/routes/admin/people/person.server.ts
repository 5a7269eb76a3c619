import type { ActionFunctionArgs } from 'react-router'
import { z } from 'zod'
import type { Administered } from '~/auth/accounts/people.server'
import { REFUSALS } from '~/domain/room/refusal'
import type { Verdict } from '../../account/form-route.server'
import { refusal } from '../../room/membership.server'

const AccountId = z.uuid()

/** The account that the address names, whether or not there is one. */
export function accountIdIn(params: ActionFunctionArgs['params']): string {
  const { data: accountId } = AccountId.safeParse(params.accountId)
  if (!accountId) throw refusal('not_found')
  return accountId
}

/** What the admin is told of a change to an account. */
export function verdictOn(outcome: Administered): Verdict {
  if (outcome === 'no_such_account') throw refusal('not_found')
  if (outcome === 'done') return { ok: true, next: '/admin/people' }
  const form = { typed: {}, problems: { '': REFUSALS[outcome].message } }
  return { ok: false, refusal: outcome, form }
}
