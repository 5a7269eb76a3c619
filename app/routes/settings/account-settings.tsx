import { formOf } from '../account/form-answer'
import { NoticeOptIn } from '../push/opt-in'
import type { AccountShown } from './account-settings.server'
import { PasskeyList } from './passkeys/list'
import { PasswordForm } from './password-form'
import { Section } from './section'
import { SessionList } from './sessions/list'

/** What only those with an account have: keys to it, and the browsers it is open in. */
export function AccountSettings({ account, answer }: { account: AccountShown; answer: unknown }) {
  return (
    <>
      <NoticeOptIn {...account.notices} />
      <PasswordForm
        form={formOf(answer, 'password')}
        username={account.username}
        hasPassword={account.hasPassword}
      />
      <PasskeyList passkeys={account.passkeys} form={formOf(answer, 'passkeys')} />
      {account.provider && <ProviderSection {...account.provider} sessionId={account.sessionId} />}
      <SessionList sessions={account.sessions} ownId={account.sessionId} />
    </>
  )
}

type ProviderProps = { name: string; isConnected: boolean; sessionId: string }

function ProviderSection({ name, isConnected, sessionId }: ProviderProps) {
  return (
    <Section id="provider" title={name}>
      {isConnected ? (
        <p>{`You can log in with ${name}.`}</p>
      ) : (
        <p>
          <a className="button" href={`/login/oidc?connect=${sessionId}`}>
            {`Log in with ${name} from now on`}
          </a>
        </p>
      )}
    </Section>
  )
}
