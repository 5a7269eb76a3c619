import { arrivalContext, askerContext } from '~/asker.server'
import { foldKey } from '~/auth/accounts/account'
import { tuttiContext } from '~/tutti.server'
import { FormProblem, TextField, type FormState } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { parseForm, refusedForm } from '~/routes/form'
import { ResetRequestFields } from '../fields'
import { formOf, shownBy } from '../form-answer'
import { formRoute } from '../form-route.server'
import { mailResetLink } from './mail.server'
import type { Route } from './+types/request'

export { headers } from '~/routes/page-headers'

export const meta: Route.MetaFunction = () => [{ title: 'Forgot your password? · Tutti' }]

/** The answer is the same, and as quick, whether or not there is such an account. */
const route = formRoute('forgot', async ({ context }, body) => {
  const no = (refusal: 'not_authorized' | 'rate_limited', retryAfterS?: number) =>
    ({ ok: false, refusal, form: refusedForm(refusal, body), retryAfterS }) as const
  const tutti = context.get(tuttiContext)
  if (!tutti.mail || context.get(askerContext).via === 'token') return no('not_authorized')
  const parsed = parseForm(ResetRequestFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const { login } = parsed.input
  const limited = await tutti.limits.askForReset(context.get(arrivalContext).address, foldKey(login))
  if (limited) return no('rate_limited', limited.retryAfterS)
  void mailResetLink(tutti, login)
  return { ok: true, next: { shows: { login } } }
})

export const middleware = route.middleware
export const action = route.action

export function loader({ context }: Route.LoaderArgs) {
  return { byMail: context.get(tuttiContext).mail !== null }
}

export default function ResetRequest({ loaderData: { byMail }, actionData }: Route.ComponentProps) {
  const sent = shownBy(actionData, 'forgot')
  return (
    <PageFrame>
      <PageTitle>Forgot your password?</PageTitle>
      {sent && (
        <p className="card p-4">
          If there is an account <bdi className="font-semibold">{sent.login}</bdi> with an e-mail address, a
          link for a new password is on its way to it.
        </p>
      )}
      {!sent && byMail && <AskForm form={formOf(actionData, 'forgot')} />}
      {!byMail && (
        <p className="card p-4">
          Ask whoever runs this place: under <b>People</b> they can make you a link that sets a new one.
        </p>
      )}
    </PageFrame>
  )
}

function AskForm({ form }: { form: FormState }) {
  return (
    <form method="post" className="grid gap-5">
      <FormProblem form={form} />
      <TextField
        form={form}
        name="login"
        label="Username or e-mail"
        hint="We send a link for a new password to the address of this account."
        autoComplete="username"
      />
      <button className="button primary min-h-[52px] text-base">Send me a link</button>
    </form>
  )
}
