import { data } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import { resetPassword, resettableBy } from '~/auth/accounts/password-resets.server'
import { PASSWORD_CHARACTERS } from '~/auth/password-rules'
import { BUSY_FOR_S } from '~/auth/passwords.server'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { FormProblem, TextField, type FormState } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { parseForm, refusedForm } from '~/routes/form'
import { enter } from '../entry.server'
import { ResetFields } from '../fields'
import { formOf } from '../form-answer'
import { formRoute } from '../form-route.server'
import { logOutEverywhere } from '../log-out.server'
import type { Route } from './+types/reset'

export { headers } from '~/routes/page-headers'

export const meta: Route.MetaFunction = () => [{ title: 'A new password · Tutti' }]

/** Whoever was logged in with the old password is not any more. */
const route = formRoute('reset', async ({ request, context, params }, body) => {
  const no = (refusal: RefusalCode, retryAfterS?: number) =>
    ({ ok: false, refusal, form: refusedForm(refusal, body), retryAfterS }) as const
  const tutti = context.get(tuttiContext)
  const { db, limits, passwords } = tutti
  if (context.get(askerContext).via === 'token') return no('not_authorized')
  const parsed = parseForm(ResetFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const limited = await limits.change(context.get(arrivalContext).address)
  if (limited) return no('rate_limited', limited.retryAfterS)
  if (!(await resettableBy(db, params.secret!))) return no('link_spent')
  if (passwords.isBusy) return no('rate_limited', BUSY_FOR_S)

  const passwordHash = await passwords.hash(parsed.input.newPassword)
  const account = await resetPassword(db, params.secret!, passwordHash)
  if (!account) return no('link_spent')
  await logOutEverywhere(tutti, account.id)
  return { ok: true, next: '/', cookies: await enter(context, request, account), answer: { account } }
})

export const middleware = route.middleware
export const action = route.action

/** To look at the link does not use it up: programs that read mail do that. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const account = await resettableBy(context.get(tuttiContext).db, params.secret)
  return account
    ? { username: account.username }
    : data({ username: null }, { status: REFUSALS.link_spent.status })
}

export default function Reset({ loaderData: { username }, actionData }: Route.ComponentProps) {
  return (
    <PageFrame>
      <PageTitle lead={username ? null : `${REFUSALS.link_spent.message}. Ask for a new one.`}>
        A new password
      </PageTitle>
      {username ? (
        <NewPasswordForm form={formOf(actionData, 'reset')} username={username} />
      ) : (
        <p>
          <a className="button" href="/reset">
            Ask again
          </a>
        </p>
      )}
    </PageFrame>
  )
}

function NewPasswordForm({ form, username }: { form: FormState; username: string }) {
  return (
    <form method="post" className="grid gap-5">
      <FormProblem form={form} />
      <p>
        For <bdi className="font-semibold">{username}</bdi>. All your browsers will be logged out, but for
        this one.
      </p>
      <input type="text" name="username" value={username} autoComplete="username" readOnly hidden />
      <TextField
        form={form}
        name="newPassword"
        type="password"
        label="New password"
        hint={`At least ${PASSWORD_CHARACTERS.min} characters. A few words make a good one.`}
        autoComplete="new-password"
      />
      <button className="button primary min-h-[52px] text-base">Set it and log in</button>
    </form>
  )
}
