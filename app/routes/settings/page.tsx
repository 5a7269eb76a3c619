import { askerContext } from '~/asker.server'
import type { PageHandle } from '~/root'
import { tuttiContext } from '~/tutti.server'
import { FormProblem, TextField, UNTOUCHED, type FormState } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { refusal } from '../room/membership.server'
import { AccountSettings } from './account-settings'
import { accountSettings } from './account-settings.server'
import islandUrl from './settings-island.ts?worker&url'
import { Tokens } from './tokens/list'
import type { Route } from './+types/page'

export { headers } from '../page-headers'

export const handle: PageHandle = { island: islandUrl }

export const meta: Route.MetaFunction = () => [{ title: 'Settings · Tutti' }]

/** What the page is told after one of its forms was sent: what is wrong with which, or a token to show once. */
export type SettingsAnswer = {
  nameForm?: FormState
  tokenForm?: FormState
  newToken?: { name: string; token: string }
}

/** For browsers only: a token must not be able to make more of its kind. */
export async function loader({ context }: Route.LoaderArgs) {
  const { person, via, session } = context.get(askerContext)
  if (via === 'token') throw refusal('not_authorized')
  const tutti = context.get(tuttiContext)
  return {
    yourName: person.name ?? '',
    tokens: await tutti.tokens.listOf(person.id),
    account: session && (await accountSettings(tutti, session)),
  }
}

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const answer: SettingsAnswer = (actionData as SettingsAnswer | undefined) ?? {}
  const { account } = loaderData
  return (
    <PageFrame current="/settings">
      <PageTitle lead={account ? null : <ForThisBrowser />}>
        {account ? account.username : 'Settings'}
      </PageTitle>
      <NameForm form={answer.nameForm ?? UNTOUCHED} yourName={loaderData.yourName} />
      {account && <AccountSettings account={account} answer={actionData} />}
      <Tokens tokens={loaderData.tokens} form={answer.tokenForm ?? UNTOUCHED} newToken={answer.newToken} />
    </PageFrame>
  )
}

function ForThisBrowser() {
  return (
    <>
      For this browser. With an account they go where you go:{' '}
      <a href="/signup?next=%2Fsettings" className="underline">
        sign up
      </a>{' '}
      or{' '}
      <a href="/login?next=%2Fsettings" className="underline">
        log in
      </a>
      .
    </>
  )
}

function NameForm({ form, yourName }: { form: FormState; yourName: string }) {
  return (
    <form method="post" action="/settings/name" className="grid gap-4">
      <FormProblem form={form} />
      <TextField
        form={form}
        name="name"
        label="Your name"
        hint="Offered whenever you open or join a room. In rooms you are in, you keep the name you have there."
        autoComplete="nickname"
        value={yourName}
      />
      <button className="button justify-self-start">Save</button>
    </form>
  )
}
