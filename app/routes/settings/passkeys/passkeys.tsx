import { arrivalContext } from '~/asker.server'
import { browserInWords } from '~/auth/browser-words'
import { addPasskey } from '~/auth/passkeys/registration.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '~/routes/account/form-route.server'
import { requireSession } from '~/routes/account/required.server'
import { refusedForm } from '~/routes/form'

export { default, handle, headers, loader, meta } from '../page'

/** For the script of the settings page: `{ answer }`, what the browser made. */
const route = formRoute('passkeys', async (args, body) => {
  const { account } = requireSession(args)
  const { db } = args.context.get(tuttiContext)
  const { origin } = args.context.get(arrivalContext)
  const name = browserInWords(args.request.headers.get('User-Agent') ?? '')
  const added = await addPasskey(db, account, { answer: body?.answer, name, site: { origin } })
  if (!added) return { ok: false, refusal: 'wrong_passkey', form: refusedForm('wrong_passkey', {}) }
  return { ok: true, next: '/settings#passkeys', status: 201 }
})

export const middleware = route.middleware
export const action = route.action
