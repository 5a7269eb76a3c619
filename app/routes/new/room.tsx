import { randomUUID } from 'node:crypto'
import { data, redirect, type MiddlewareFunction } from 'react-router'
import { askerContext } from '~/asker.server'
import { isKind, presetOf, type Kind } from '~/domain/room/kinds'
import { REFUSALS } from '~/domain/room/refusal'
import { FormProblem, TextField, UNTOUCHED, type FormState } from '~/ui/form'
import { FoldIcon } from '~/ui/icons'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { rememberName } from '../remember-name.server'
import { answerProgram, readBody, refuseJson, wantsJson } from '../request.server'
import { refusal } from '../room/membership.server'
import { SettingsFields } from '../settings-form/settings-fields'
import { openFrom, presetSettings } from './opening.server'
import type { Route } from './+types/room'

export { headers } from '../page-headers'

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `Start a ${loaderData.preset.noun.toLowerCase()} · Tutti` : 'Tutti' }]
}

export const middleware: MiddlewareFunction<Response>[] = [
  ({ request, context, params }, next) => {
    if (request.method !== 'POST' || !wantsJson(request)) return next()
    return answerProgram(async () => {
      const opened = await openFrom(context, kindOf(params.kind!), await readBody(request))
      if (!opened.ok) return refuseJson(opened.refusal, opened.headers)
      const { seq, code, id } = opened.room
      return Response.json({ ok: true, seq, room_id: id, code }, { status: 201 })
    })
  },
]

export function loader({ context, params }: Route.LoaderArgs) {
  const kind = kindOf(params.kind)
  const { person } = context.get(askerContext)
  return {
    preset: presetOf(kind),
    settings: presetSettings(kind),
    yourName: person.name ?? '',
    commandId: randomUUID(),
  }
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const opened = await openFrom(context, kindOf(params.kind), await readBody(request))
  if (!opened.ok) {
    return data({ form: opened.form }, { status: REFUSALS[opened.refusal].status, headers: opened.headers })
  }
  const headers = opened.named ? await rememberName(context, opened.named) : undefined
  return redirect(`/rooms/${opened.room.code}`, { status: 303, headers })
}

export default function NewRoom({ loaderData, actionData }: Route.ComponentProps) {
  const { preset, settings, yourName, commandId } = loaderData
  const noun = preset.noun.toLowerCase()
  const form = actionData?.form ?? UNTOUCHED
  return (
    <PageFrame>
      <PageTitle lead={`${preset.tagline}. All of this can be changed later.`}>{`Start a ${noun}`}</PageTitle>
      <form method="post" className="grid gap-6">
        <FormProblem form={form} />
        <input type="hidden" name="commandId" value={commandId} />
        <TextField form={form} name="name" label="Name" placeholder={preset.placeholder} autoComplete="off" />
        <TextField
          form={form}
          name="host"
          label="Your name"
          placeholder="As the others will see it"
          autoComplete="nickname"
          value={yourName}
        />
        <details className="card px-4" open={needsAttention(form)}>
          <summary className="flex min-h-[52px] cursor-pointer items-center justify-between font-semibold">
            Settings
            <span className="fold-mark text-muted">
              <FoldIcon sizePx={18} />
            </span>
          </summary>
          <div className="pt-2 pb-4">
            <SettingsFields form={form} settings={settings} />
          </div>
        </details>
        <button className="button primary min-h-[56px] text-base">{`Open the ${noun}`}</button>
      </form>
    </PageFrame>
  )
}

/** Messages beside settings must be seen. */
function needsAttention({ problems }: FormState): boolean {
  return Object.keys(problems).some((field) => !['', 'name', 'host'].includes(field))
}

function kindOf(text: string): Kind {
  if (!isKind(text)) throw refusal('not_found')
  return text
}
