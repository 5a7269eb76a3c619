import type { Member } from '~/domain/membership/member'
import { Avatar } from '~/ui/avatar'
import { FormProblem } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import type { GuestLink } from '~/sync/store/guest-links.server'
import { GuestLinks } from './guest-links'
import { INVITE_WORDS } from '../words/invites'

type Invitable = { id: string; username: string; maySee: boolean; member: Member | null }

type Props = {
  room: { code: string; name: string; isLocked: boolean; title: string | null }
  people: Invitable[]
  links: GuestLink[]
  problem: string | null
  /** What came of a form about links. */
  answer: unknown
}

/** A host asks more people to come, and sees what became of those who were asked. */
export function InvitePage({ room, people, links, problem, answer }: Props) {
  return (
    <PageFrame>
      <div className="grid gap-2">
        <p>
          <a
            href={`/rooms/${room.code}`}
            className="inline-flex min-h-[44px] items-center text-muted"
            dir="auto"
          >
            <span aria-hidden="true">←&nbsp;</span>
            {room.name}
          </a>
        </p>
        <PageTitle lead="They find the invitation in their inbox.">Invite people</PageTitle>
      </div>
      <FormProblem form={{ typed: {}, problems: { '': problem ?? '' } }} />
      {room.isLocked && <p className="card p-4">This room has a password: tell it to those you invite.</p>}
      {people.length === 0 ? (
        <p className="text-muted">Everybody who has an account here is in the room.</p>
      ) : (
        <ul className="card px-4 py-1">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} room={room} />
          ))}
        </ul>
      )}
      <GuestLinks code={room.code} isLocked={room.isLocked} links={links} answer={answer} />
    </PageFrame>
  )
}

function PersonRow({ person, room }: { person: Invitable; room: Props['room'] }) {
  const { username, maySee, member } = person
  const isAsked = member?.state === 'invited'
  const words = maySee ? member && INVITE_WORDS[member.state] : `May not see ${room.title}`
  return (
    <li className="row flex-wrap">
      <Avatar name={username} />
      <p className="min-w-0 flex-1 basis-32">
        <span className="block truncate font-semibold">
          <bdi>{username}</bdi>
        </span>
        <span className="line-clamp-2 text-sm text-muted empty:hidden">{words}</span>
      </p>
      {isAsked ? (
        <form method="post" action={`/rooms/${room.code}/invites/${member.id}/removal`}>
          <button className="button">
            Cancel<span className="sr-only"> the invitation of {username}</span>
          </button>
        </form>
      ) : (
        maySee && <InviteForm person={person} code={room.code} />
      )}
    </li>
  )
}

function InviteForm({ person: { id, username, member }, code }: { person: Invitable; code: string }) {
  return (
    <form method="post" action={`/rooms/${code}/invites`} className="flex gap-2">
      <input type="hidden" name="accountId" value={id} />
      <select
        name="role"
        aria-label={`What ${username} comes as`}
        defaultValue={member?.role === 'controller' ? 'controller' : 'viewer'}
        className="min-h-[44px] rounded-full border border-line bg-raised px-3"
      >
        <option value="viewer">Viewer</option>
        <option value="controller">Controller</option>
      </select>
      <button className="button primary">
        Invite<span className="sr-only"> {username}</span>
      </button>
    </form>
  )
}
