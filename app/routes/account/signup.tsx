import { redirect } from 'react-router'
import { z } from 'zod'
import { arrivalContext, askerContext } from '~/asker.server'
import { PASSWORD_CHARACTERS } from '~/auth/password-rules'
import { hasAccounts, signUp, type SignUpRefusal } from '~/auth/accounts/sign-up.server'
import { serverSettings } from '~/auth/server-settings.server'
import type { RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { FormProblem, TextField, UNTOUCHED } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { parseForm, refusedForm } from '../form'
import { enter } from './entry.server'
import { email, newPassword, username } from './fields'
import { formRoute } from './form-route.server'
import { ownPath } from './own-path'
import type { Route } from './+types/signup'

export { headers } from '../page-headers'

export const meta: Route.MetaFunction = () => [{ title: 'Sign up · Tutti' }]

export const SignUpFields = z.object({
  username,
  email,
  password: newPassword,
  next: z.string().optional(),
})

/** Beside which field a refusal stands, and as what it is given. */
const REFUSED: Record<SignUpRefusal, { refusal: RefusalCode; field: string }> = {
  username_taken: { refusal: 'name_taken', field: 'username' },
  email_taken: { refusal: 'email_taken', field: 'email' },
  signup_closed: { refusal: 'signup_closed', field: '' },
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

  const { next, password, ...wanted } = parsed.input
  const account = await signUp(db, { ...wanted, passwordHash: await passwords.hash(password) })
  if (typeof account === 'string') return no(REFUSED[account].refusal, REFUSED[account].field)
  const cookies = await enter(context, request, account)
  return { ok: true, next: ownPath(next), cookies, answer: { account }, status: 201 }
})

export const middleware = route.middleware
export const action = route.action

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = ownPath(url.searchParams.get('next'))
  if (context.get(askerContext).account) throw redirect(next)
  const { db } = context.get(tuttiContext)
  return { next, isFirst: !(await hasAccounts(db)), mode: (await serverSettings(db)).signUp }
}

export default function SignUp({ loaderData: { next, isFirst }, actionData }: Route.ComponentProps) {
  const form = actionData?.form ?? UNTOUCHED
  const lead = isFirst
    ? 'The first account here runs the place.'
    : 'For a name and rooms of your own, in every browser.'
  return (
    <PageFrame current="/signup">
      <PageTitle lead={lead}>Sign up</PageTitle>
      <form method="post" className="grid gap-5">
        <FormProblem form={form} />
        <input type="hidden" name="next" value={next} />
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
          hint={`At least ${PASSWORD_CHARACTERS.min} characters. Several words make a good one.`}
          autoComplete="new-password"
        />
        <button className="button primary min-h-[52px] text-base">Sign up</button>
      </form>
      <p className="text-muted">
        You have an account?{' '}
        <a href={`/login?next=${encodeURIComponent(next)}`} className="underline">
          Log in
        </a>
      </p>
    </PageFrame>
  )
}
