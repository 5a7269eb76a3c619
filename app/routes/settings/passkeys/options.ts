import { arrivalContext } from '~/asker.server'
import { registrationOptions } from '~/auth/passkeys/registration.server'
import { tuttiContext } from '~/tutti.server'
import { requireSession } from '~/routes/account/required.server'
import { answerProgram, wrongMethod } from '~/routes/request.server'
import { refusal } from '~/routes/room/membership.server'
import type { Route } from './+types/options'

/** What the browser's script makes a passkey with. */
export function action(args: Route.ActionArgs) {
  return answerProgram(async () => {
    const { account } = requireSession(args)
    const { db, limits } = args.context.get(tuttiContext)
    const { address, origin } = args.context.get(arrivalContext)
    const limited = await limits.change(address)
    if (limited) throw refusal('rate_limited', { 'Retry-After': String(limited.retryAfterS) })
    return Response.json({ ok: true, options: await registrationOptions(db, account, { origin }) })
  })
}

export const loader = () => wrongMethod('POST')
