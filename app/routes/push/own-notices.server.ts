import { isSubscribed } from '~/push/subscriptions.server'
import type { Session } from '~/auth/sessions.server'
import type { Tutti } from '~/tutti.server'

/** What a page needs to offer notices in the browser of this session. */
export async function ownNotices({ db, push }: Tutti, session: Session) {
  return { publicKey: push.publicKey, isOn: await isSubscribed(db, session.id) }
}
