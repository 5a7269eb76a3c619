import { credentialsOf } from '~/auth/accounts/credentials.server'
import { hasIdentity } from '~/auth/oidc/identities.server'
import { passkeysOf } from '~/auth/passkeys/passkeys.server'
import type { Session } from '~/auth/sessions.server'
import type { Tutti } from '~/tutti.server'

export type AccountShown = Awaited<ReturnType<typeof accountSettings>>

/** What the settings page shows of the account that is logged in. */
export async function accountSettings({ db, sessions, provider }: Tutti, session: Session) {
  const { id: sessionId, account } = session
  const { passwordHash } = await credentialsOf(db, account.id)
  return {
    username: account.username,
    hasPassword: passwordHash !== null,
    sessionId,
    passkeys: await passkeysOf(db, account.id),
    provider: provider && { name: provider.name, isConnected: await hasIdentity(db, account.id) },
    sessions: await sessions.listOf(account.id),
  }
}
