import { browserInWords } from '~/auth/browser-words'
import type { SessionSummary } from '~/auth/sessions.server'
import { Moment } from '~/ui/moment'
import { Section } from '../section'

/** Where somebody is logged in, to log out there. */
export function SessionList({ sessions, ownId }: { sessions: SessionSummary[]; ownId: string }) {
  return (
    <Section id="sessions" title="Where you are logged in">
      <ul className="card px-4 py-1">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isHere={session.id === ownId} />
        ))}
      </ul>
      <form method="post" action="/settings/sessions/revocation">
        <button className="button">Log out everywhere</button>
      </form>
    </Section>
  )
}

function SessionRow({ session, isHere }: { session: SessionSummary; isHere: boolean }) {
  const browser = browserInWords(session.userAgent)
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {browser} {isHere && <span className="pill ml-1">This one</span>}
        </p>
        <p className="text-sm text-muted">
          Since <Moment atMs={session.createdAtMs} /> · last seen <Moment atMs={session.lastSeenAtMs} />
          {session.isNotified && ' · invitations are told there'}
        </p>
      </div>
      <form method="post" action={`/settings/sessions/${session.id}/revocation`}>
        <button className="button" aria-label={`Log out ${isHere ? 'here' : browser}`}>
          Log out
        </button>
      </form>
    </li>
  )
}
