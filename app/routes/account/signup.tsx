import { redirect } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import { hasAccounts, signUp, whyNotWelcome, type SignUpRefusal } from '~/auth/accounts/sign-up.server'
import { PASSWORD_CHARACTERS } from '~/auth/password-rules'
import { BUSY_FOR_S } from '~/auth/passwords.server'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { FormProblem, TextField, type FormState } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { parseForm, refusedForm } from '../form'
import { ByProvider } from './oidc/by-provider'
import { enter } from './entry.server'
import { SignUpFields } from './fields'
import { formOf } from './form-answer'
import { formRoute } from './form-route.server'
import { ownPath } from './own-path'
import type { Route } from './+types/signup'

export { headers } from '../page-headers'

export const meta: Route.MetaFunction = () => [{ title: 'Sign up · Tutti' }]

/** Beside which field a refusal stands, and as what it is given. */
const REFUSED: Record<SignUpRefusal, { refusal: RefusalCode; field: string }> = {
  username_taken: { refusal: 'name_taken', field: 'username' },
  email_taken: { refusal: 'email_taken', field: 'email' },
  signup_closed: { refusal: 'signup_closed', field: '' },
  signup_by_invite: { refusal: 'signup_by_invite', field: '' },
}

const route = formRoute('signup', async ({ request, context }, body) => {
  const no = (refusal: RefusalCode, field = '', retryAfterS?: number) =>
    ({ ok: false, refusal, form: refusedForm(refusal, body, field), retryAfterS }) as const
  const { db, limits, passwords } = context.get(tuttiContext)
  if (context.get(askerContext).via === 'token') return no('not_authorized')
  const parsed = parseForm(SignUpFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const limited = await limits.signUp(context.get(arrivalContext).address)
  if (limited) return no('rate_limited', '', limited.retryAfterS)

  const { next, password, invite = null, ...wanted } = parsed.input
  // Hashing is dear: who is not welcome anyway is told so first.
  const why = await whyNotWelcome(db, invite)
  if (why || passwords.isBusy) return no(why ?? 'rate_limited', '', why ? undefined : BUSY_FOR_S)
  const account = await signUp(db, { ...wanted, passwordHash: await passwords.hash(password) }, invite)
  if (typeof account === 'string') return no(REFUSED[account].refusal, REFUSED[account].field)
  const cookies = await enter(context, request, account)
  return { ok: true, next: ownPath(next), cookies, answer: { account }, status: 201 }
})

export const middleware = route.middleware
export const action = route.action

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = ownPath(url.searchParams.get('next'))
  if (context.get(askerContext).account) throw redirect(next)
  const { db, provider } = context.get(tuttiContext)
  const invite = url.searchParams.get('invite')
  const why = await whyNotWelcome(db, invite)
  return {
    next,
    invite,
    isFirst: !(await hasAccounts(db)),
    why: why && REFUSALS[why].message,
    providerName: provider?.name ?? null,
  }
}

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  const { next, invite, isFirst, why, providerName } = loaderData
  const lead = isFirst
    ? 'The first account runs the place.'
    : 'A name of your own, and your rooms in every browser.'
  return (
    <PageFrame current="/signup">
      <PageTitle lead={why ?? lead}>Sign up</PageTitle>
      {!why && <SignUpForm form={formOf(actionData, 'signup')} next={next} invite={invite} />}
      {!why && providerName && <ByProvider name={providerName} next={next} invite={invite} />}
      <p className="text-muted">
        You have an account?{' '}
        <a href={`/login?next=${encodeURIComponent(next)}`} className="underline">
          Log in
        </a>
      </p>
    </PageFrame>
  )
}

function SignUpForm({ form, next, invite }: { form: FormState; next: string; invite: string | null }) {
  return (
    <form method="post" className="grid gap-5">
      <FormProblem form={form} />
      <input type="hidden" name="next" value={next} />
      {invite && <input type="hidden" name="invite" value={invite} />}
      <TextField form={form} name="username" label="Username" autoComplete="username" />
      <TextField
        form={form}
        name="email"
        type="email"
        label="E-mail, if you like"
        hint="To log in with, and to get back in."
        autoComplete="email"
      />
      <TextField
        form={form}
        name="password"
        type="password"
        label="Password"
        hint={`At least ${PASSWORD_CHARACTERS.min} characters. A few words make a good one.`}
        autoComplete="new-password"
      />
      <button className="button primary min-h-[52px] text-base">Sign up</button>
    </form>
  )
}
