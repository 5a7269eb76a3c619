import { credentialsOf } from '~/auth/accounts/credentials.server'
import type { Session } from '~/auth/sessions.server'
import type { Tutti } from '~/tutti.server'

export type AccountShown = Awaited<ReturnType<typeof accountSettings>>

/** What the settings page shows of the account that is logged in. */
export async function accountSettings({ db, sessions }: Tutti, session: Session) {
  const { id: sessionId, account } = session
  const { passwordHash } = await credentialsOf(db, account.id)
  return {
    username: account.username,
    hasPassword: passwordHash !== null,
    sessionId,
    sessions: await sessions.listOf(account.id),
  }
}
