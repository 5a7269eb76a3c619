import type { RouterContextProvider } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import type { Person } from '~/auth/person.server'
import { tuttiContext } from '~/tutti.server'
import { readBody } from '../request.server'
import { refusal } from '../room/membership.server'
import type { Body } from '../form'

/** Who sent a form of the settings page, and what. For browsers only, and not too often. */
export async function readSettingsForm(
  request: Request,
  context: Readonly<RouterContextProvider>,
): Promise<{ person: Person; body: Body }> {
  const { person, via } = context.get(askerContext)
  if (via === 'token') throw refusal('not_authorized')
  const limited = await context.get(tuttiContext).limits.change(context.get(arrivalContext).address)
  if (limited) throw refusal('rate_limited', { 'Retry-After': String(limited.retryAfterS) })
  return { person, body: await readBody(request) }
}
