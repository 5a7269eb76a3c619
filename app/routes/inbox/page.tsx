import { askerContext } from '~/asker.server'
import type { PageHandle } from '~/root'
import { invitesOf, type InvitePage } from '~/sync/store/invites.server'
import { tuttiContext } from '~/tutti.server'
import { FormProblem, UNTOUCHED, type FormState } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { formOf } from '../account/form-answer'
import { requireAccount } from '../account/required.server'
import { NoticeOptIn } from '../push/opt-in'
import { ownNotices } from '../push/own-notices.server'
import islandUrl from './inbox-island.ts?worker&url'
import { Invitation } from './invitation'
import type { Route } from './+types/page'

export { headers } from '../page-headers'

export const handle: PageHandle = { island: islandUrl }

export const meta: Route.MetaFunction = () => [{ title: 'Inbox · Tutti' }]

const INVITES_A_PAGE = 20

/** The asker's own invitations and nobody else's: those that wait, and those declined that still stand. */
export async function loader(args: Route.LoaderArgs) {
  const account = requireAccount(args)
  const tutti = args.context.get(tuttiContext)
  const { session } = args.context.get(askerContext)
  const { searchParams, search } = args.url
  const page = (state: 'invited' | 'notComing', cursor: string | null) =>
    invitesOf(tutti.db, account.id, { limit: INVITES_A_PAGE, cursor, states: [state] })
  const [waiting, declined] = await Promise.all([
    page('invited', searchParams.get('before')),
    page('notComing', searchParams.get('declined')),
  ])
  // A form that is refused shows the same page of them again.
  const notices = session && (await ownNotices(tutti, session))
  return { waiting, declined, search, isFirst: !searchParams.has('before'), notices }
}

export default function Inbox({ loaderData, actionData }: Route.ComponentProps) {
  const { waiting, declined, search, isFirst, notices } = loaderData
  const sent = formOf(actionData, 'inbox')
  const shown = [...waiting.invites, ...declined.invites]
  // What has just gone cannot say itself why.
  const isGone = !shown.some(({ roomId }) => roomId === sent.typed.roomId)
  const list = { search, sent }
  return (
    <PageFrame current="/inbox">
      <PageTitle lead="Who wants you there, and what will be on.">Inbox</PageTitle>
      <output className="contents">
        <span id="inbox-news" hidden className="card flex items-center justify-between gap-3 p-4">
          There is a new invitation.
          <a className="button" href="/inbox">
            Show it
          </a>
        </span>
      </output>
      <FormProblem form={isGone ? sent : UNTOUCHED} />
      {waiting.invites.length === 0 ? (
        <Nothing isFirst={isFirst} />
      ) : (
        <List {...list} page={waiting} label="Invitations that wait" more="before" />
      )}
      {declined.invites.length > 0 && (
        <section aria-labelledby="declined" className="grid grid-cols-1 gap-3">
          <h2 id="declined">Declined</h2>
          <p className="text-muted">While the room is open you can still go.</p>
          <List {...list} page={declined} label="Declined invitations" more="declined" />
        </section>
      )}
      {notices && <NoticeOptIn {...notices} />}
    </PageFrame>
  )
}

type ListProps = {
  page: InvitePage
  label: string
  /** By which parameter the address asks for what comes after. */
  more: 'before' | 'declined'
  search: string
  sent: FormState
}

function List({ page: { invites, nextCursor }, label, more, search, sent }: ListProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <ul aria-label={label} className="grid grid-cols-1 gap-4">
        {invites.map((invite) => (
          <Invitation key={invite.roomId} invite={invite} search={search} sent={sent} />
        ))}
      </ul>
      {nextCursor && (
        <p>
          <a className="button" href={`/inbox?${more}=${nextCursor}`}>
            Older ones
          </a>
        </p>
      )}
    </div>
  )
}

function Nothing({ isFirst }: { isFirst: boolean }) {
  return (
    <div className="card grid justify-items-start gap-4 p-5">
      <p className="text-muted">
        {isFirst ? 'Nobody has invited you just now.' : 'These are all there are.'} New invitations show in
        the menu on every page.
      </p>
      {isFirst ? (
        <a className="button primary" href="/new/watch">
          Start a watch party
        </a>
      ) : (
        <a className="button" href="/inbox">
          To the first
        </a>
      )}
    </div>
  )
}
