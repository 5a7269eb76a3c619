import { arrivalContext } from '~/asker.server'
import { loginOptions } from '~/auth/passkeys/login.server'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, wrongMethod } from '~/routes/request.server'
import { refusal } from '~/routes/room/membership.server'
import type { Route } from './+types/options'

/** What the browser's script asks a passkey to sign. */
export function action({ context }: Route.ActionArgs) {
  return answerProgram(async () => {
    const { db, limits } = context.get(tuttiContext)
    const { address, origin } = context.get(arrivalContext)
    const limited = await limits.change(address)
    if (limited) throw refusal('rate_limited', { 'Retry-After': String(limited.retryAfterS) })
    return Response.json({ ok: true, options: await loginOptions(db, { origin }) })
  })
}

export const loader = () => wrongMethod('POST')
