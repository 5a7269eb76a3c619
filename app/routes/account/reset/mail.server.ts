import { findForLogin } from '~/auth/accounts/accounts.server'
import { credentialsOf } from '~/auth/accounts/credentials.server'
import { allowReset } from '~/auth/accounts/password-resets.server'
import type { Tutti } from '~/tutti.server'

/** Sends an account a link for a new password, if it has an address. Nobody waits for it, so what fails is logged. */
export async function mailResetLink({ db, mail, publicUrl, log }: Tutti, login: string): Promise<void> {
  try {
    const account = await findForLogin(db, login)
    const { email } = account ? await credentialsOf(db, account.id) : { email: null }
    if (!account || !email || !mail) return
    // Never the address that a request came to: whoever asks could make that one of theirs.
    const link = `${publicUrl}/reset/${await allowReset(db, account.id)}`
    await mail.send({ to: email, subject: 'A new password for Tutti', text: words(account.username, link) })
  } catch (error) {
    log.error({ err: error }, 'A mail could not be sent')
  }
}

function words(username: string, link: string): string {
  return [
    `Hello ${username},`,
    'somebody, probably you, asked for a new password. This link sets one, once, within a day:',
    link,
    'If it was not you, nothing has changed and there is nothing to do.',
  ].join('\n\n')
}
