import { redirect } from 'react-router'
import { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { refusal } from '~/routes/room/membership.server'
import { readSettingsForm } from '../settings-form.server'
import type { Route } from './+types/revocation'

export { default, handle, headers, loader, meta } from '../page'

const TokenId = z.uuid()

export async function action({ request, context, params }: Route.ActionArgs) {
  const { person } = await readSettingsForm(request, context)
  const { tokens } = context.get(tuttiContext)
  const isTheirs =
    TokenId.safeParse(params.tokenId).success && (await tokens.revoke(person.id, params.tokenId))
  if (!isTheirs) throw refusal('not_found')
  return redirect('/settings', 303)
}
