import { changeServerSettings } from '~/auth/server-settings.server'
import { tuttiContext } from '~/tutti.server'
import { WelcomeFields } from '../../account/fields'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { parseForm } from '../../form'

export { default, handle, headers, loader, meta } from './page'

const route = formRoute('welcome', async (args, body) => {
  requireAdminSession(args)
  const parsed = parseForm(WelcomeFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  await changeServerSettings(args.context.get(tuttiContext).db, parsed.input)
  return { ok: true, next: '/admin/people#welcome' }
})

export const middleware = route.middleware
export const action = route.action
