import { data } from 'react-router'
import { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { line, parseForm } from '~/routes/form'
import type { SettingsAnswer } from '../page'
import { readSettingsForm } from '../settings-form.server'
import type { Route } from './+types/tokens'

export { default, handle, headers, loader, meta } from '../page'

const TOKEN_NAME_MAX_CHARACTERS = 40
/** Nobody keeps track of more; and each is a key to the house. */
const MAX_TOKENS = 20

const TokenFields = z.object({
  tokenName: line(TOKEN_NAME_MAX_CHARACTERS).refine((name) => name !== '', { error: 'Please type a name' }),
})

/** The answer shows the token: it is not kept, so there is no page to send the browser to. */
export async function action({ request, context }: Route.ActionArgs) {
  const { person, body } = await readSettingsForm(request, context)
  const { tokens } = context.get(tuttiContext)
  const parsed = parseForm(TokenFields, body)
  if (!parsed.ok) return data<SettingsAnswer>({ tokenForm: parsed.form }, { status: 400 })
  const { tokenName: name } = parsed.input
  if ((await tokens.listOf(person.id)).length >= MAX_TOKENS) {
    const problems = { tokenName: `${MAX_TOKENS} tokens are enough. Revoke one first` }
    return data<SettingsAnswer>({ tokenForm: { typed: { tokenName: name }, problems } }, { status: 409 })
  }
  const token = await tokens.issue({ personId: person.id, roomId: null }, name)
  return data<SettingsAnswer>({ newToken: { name, token } }, { status: 201 })
}
