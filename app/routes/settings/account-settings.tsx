import { formOf } from '../account/form-answer'
import type { AccountShown } from './account-settings.server'
import { PasswordForm } from './password-form'
import { SessionList } from './session-list'

/** What only those with an account have: keys to it, and the browsers it is open in. */
export function AccountSettings({ account, answer }: { account: AccountShown; answer: unknown }) {
  return (
    <>
      <PasswordForm
        form={formOf(answer, 'password')}
        username={account.username}
        hasPassword={account.hasPassword}
      />
      <SessionList sessions={account.sessions} ownId={account.sessionId} />
    </>
  )
}
