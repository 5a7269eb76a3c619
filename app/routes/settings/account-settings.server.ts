import { credentialsOf } from '~/auth/accounts/credentials.server'
import { hasIdentity } from '~/auth/oidc/identities.server'
import { passkeysOf } from '~/auth/passkeys/passkeys.server'
import type { Session } from '~/auth/sessions.server'
import type { Tutti } from '~/tutti.server'
import { ownNotices } from '../push/own-notices.server'

export type AccountShown = Awaited<ReturnType<typeof accountSettings>>

/** What the settings page shows of the account that is logged in. */
export async function accountSettings(tutti: Tutti, session: Session) {
  const { db, sessions, provider } = tutti
  const { id: sessionId, account } = session
  const { passwordHash } = await credentialsOf(db, account.id)
  return {
    username: account.username,
    hasPassword: passwordHash !== null,
    sessionId,
    passkeys: await passkeysOf(db, account.id),
    provider: provider && { name: provider.name, isConnected: await hasIdentity(db, account.id) },
    notices: await ownNotices(tutti, session),
    sessions: await sessions.listOf(account.id),
  }
}
