import { redirect } from 'react-router'
import { askerContext } from '~/asker.server'
import { FormProblem, TextField } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import type { PageHandle } from '~/root'
import { tuttiContext } from '~/tutti.server'
import { authenticate } from './authenticator.server'
import { ByProvider } from './oidc/by-provider'
import { enter } from './entry.server'
import { formOf } from './form-answer'
import islandUrl from './login-island.ts?worker&url'
import { formRoute } from './form-route.server'
import { ownPath } from './own-path'
import type { Route } from './+types/login'

export { headers } from '../page-headers'

export const handle: PageHandle = { island: islandUrl }

export const meta: Route.MetaFunction = () => [{ title: 'Log in · Tutti' }]

const route = formRoute('login', async ({ request, context }, body) => {
  const known = await authenticate('password', context, body)
  if ('refusal' in known) return { ok: false, ...known }
  const cookies = await enter(context, request, known)
  return { ok: true, next: ownPath(body?.next), cookies, answer: { account: known } }
})

export const middleware = route.middleware
export const action = route.action

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = ownPath(url.searchParams.get('next'))
  if (context.get(askerContext).account) throw redirect(next)
  return { next, providerName: context.get(tuttiContext).provider?.name ?? null }
}

export default function LogIn({ loaderData: { next, providerName }, actionData }: Route.ComponentProps) {
  const form = formOf(actionData, 'login')
  return (
    <PageFrame current="/login">
      <PageTitle>Log in</PageTitle>
      <form method="post" className="grid gap-5">
        <FormProblem form={form} />
        <input type="hidden" name="next" value={next} />
        <TextField form={form} name="login" label="Username or e-mail" autoComplete="username" />
        <TextField
          form={form}
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
        />
        <button className="button primary min-h-[52px] text-base">Log in</button>
      </form>
      <PasskeyLogin next={next} />
      {providerName && <ByProvider name={providerName} next={next} invite={null} />}
      <p className="text-muted">
        <a href="/reset" className="underline">
          Forgot your password?
        </a>{' '}
        · New here?{' '}
        <a href={`/signup?next=${encodeURIComponent(next)}`} className="underline">
          Sign up
        </a>
      </p>
    </PageFrame>
  )
}

/** Hidden until the page's script finds that this browser can. */
function PasskeyLogin({ next }: { next: string }) {
  return (
    <div className="grid gap-2 empty:hidden has-[[hidden]]:hidden">
      <button type="button" data-passkey-login data-next={next} hidden className="button min-h-[52px]">
        Log in with a passkey
      </button>
      <p data-passkey-problem role="alert" className="font-semibold text-bad empty:hidden" />
    </div>
  )
}
