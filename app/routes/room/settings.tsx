import { data } from 'react-router'
import { may } from '~/domain/membership/permissions'
import { presetOf } from '~/domain/room/kinds'
import type { Room } from '~/domain/room/room'
import { FormProblem, TextField, UNTOUCHED, type FormState } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { parseForm } from '../form'
import { readBody } from '../request.server'
import { endsAtMs, policyOf, SettingsFields, settingsFrom, settingsOf } from '../settings-form/schema'
import { SettingsFields as Fields } from '../settings-form/settings-fields'
import { commandRoute, type RefusedForm } from './command.server'
import { refusal, requireMembership } from './membership.server'
import { PasswordForm } from './password-form'
import type { Route } from './+types/settings'

const command = commandRoute({
  schema: SettingsFields,
  command(fields, _params, { room }) {
    const settings = settingsFrom(fields, settingsOf(room))
    return {
      type: 'changeRoom',
      name: settings.name,
      policy: policyOf(settings),
      endsAtMs: endsAtMs(settings, room),
    }
  },
})

export const middleware = command.middleware

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `Settings of ${loaderData.settings.name} · Tutti` : 'Tutti' }]
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, member } = await requireMembership(context, params.code)
  if (room.ended) throw refusal('session_ended')
  if (!may(room.policy, member, 'room.change')) throw refusal('not_authorized')
  return { code: room.code, noun: nounOf(room), isLocked: room.isLocked, settings: settingsOf(room) }
}

/** A wrong field is told beside it; all else is a command like any other. */
async function change(args: Route.ActionArgs) {
  const parsed = parseForm(SettingsFields, await readBody(args.request.clone()))
  if (!parsed.ok) return data({ form: parsed.form }, { status: 400 })
  return command.action(args)
}

export const action = Object.assign(change, { accepts: SettingsFields })

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const { code, noun, isLocked, settings } = loaderData
  const form = formOf(actionData as ActionData)
  return (
    <PageFrame>
      <PageTitle lead="Everybody is told when something changes.">{`Settings of this ${noun}`}</PageTitle>
      <form method="post" className="grid gap-6">
        <FormProblem form={form} />
        <TextField form={form} name="name" label="Name" value={settings.name} autoComplete="off" />
        <div className="card px-4 py-4">
          <Fields form={form} settings={settings} />
        </div>
        <p className="flex flex-wrap gap-3">
          <button className="button primary">Save</button>
          <a className="button" href={`/rooms/${code}`}>
            Back to the room
          </a>
        </p>
      </form>
      <PasswordForm code={code} isLocked={isLocked} />
    </PageFrame>
  )
}

function nounOf({ kind }: Room): string {
  return presetOf(kind).noun.toLowerCase()
}

type ActionData = { form: FormState } | { refused: RefusedForm } | undefined

function formOf(answer: ActionData): FormState {
  if (!answer) return UNTOUCHED
  if ('form' in answer) return answer.form
  return { typed: answer.refused.typed, problems: { '': answer.refused.message } }
}
