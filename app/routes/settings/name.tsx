import { data, redirect } from 'react-router'
import { z } from 'zod'
import { displayName, parseForm } from '../form'
import { rememberName } from '../remember-name.server'
import type { SettingsAnswer } from './page'
import { readSettingsForm } from './settings-form.server'
import type { Route } from './+types/name'

export { default, handle, headers, loader, meta } from './page'

const NameFields = z.object({
  name: displayName.refine((name) => name !== '', { error: 'Please type a name' }),
})

export async function action({ request, context }: Route.ActionArgs) {
  const { body } = await readSettingsForm(request, context)
  const parsed = parseForm(NameFields, body)
  if (!parsed.ok) return data<SettingsAnswer>({ nameForm: parsed.form }, { status: 400 })
  return redirect('/settings', { status: 303, headers: await rememberName(context, parsed.input.name) })
}
