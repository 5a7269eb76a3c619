import type { PersonListed } from '~/auth/accounts/people.server'
import { Avatar } from '~/ui/avatar'
import { FormProblem } from '~/ui/form'
import { Moment } from '~/ui/moment'
import { Sheet } from '~/ui/sheet'
import { formOf, shownBy } from '../../account/form-answer'
import { LinkToCopy } from './link-to-copy'

type Props = { people: PersonListed[]; ownId: string; answer: unknown }

/** Everybody with an account, and what can be done about it. */
export function PeopleList({ people, ownId, answer }: Props) {
  const reset = shownBy(answer, 'reset')
  return (
    <section aria-label="Accounts" className="grid grid-cols-1 gap-5">
      <FormProblem form={formOf(answer, 'person')} />
      {reset && (
        <LinkToCopy
          link={reset.link!}
          title={`A new password for ${reset.username}`}
          hint="Give this link to them. It sets a password once, within a day."
        />
      )}
      <ul className="card px-4 py-1">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} isYou={person.id === ownId} />
        ))}
      </ul>
    </section>
  )
}

function PersonRow({ person, isYou }: { person: PersonListed; isYou: boolean }) {
  const { id, username, role, email, lastSeenAtMs } = person
  return (
    <li className="row">
      <Avatar name={username} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold">
          <bdi>{username}</bdi> {role === 'admin' && <span className="pill ml-1">Admin</span>}{' '}
          {isYou && <span className="pill">You</span>}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {email && `${email} · `}
          {lastSeenAtMs === null ? (
            'not logged in'
          ) : (
            <>
              seen <Moment atMs={lastSeenAtMs} />
            </>
          )}
        </p>
      </div>
      <button
        type="button"
        className="button"
        popoverTarget={`person-${id}`}
        aria-label={`Manage ${username}`}
      >
        Manage
      </button>
      <PersonSheet person={person} />
    </li>
  )
}

function PersonSheet({ person: { id, username, role } }: { person: PersonListed }) {
  const isAdmin = role === 'admin'
  return (
    <Sheet id={`person-${id}`} title={username}>
      <div className="grid gap-3">
        <form method="post" action={`/admin/people/${id}/reset-link`}>
          <button className="button w-full">Make a link for a new password</button>
        </form>
        <form method="post" action={`/admin/people/${id}/role`}>
          <input type="hidden" name="role" value={isAdmin ? 'member' : 'admin'} />
          <button className="button w-full">{isAdmin ? 'Make a member' : 'Make an admin'}</button>
        </form>
        <form method="post" action={`/admin/people/${id}/removal`} className="grid gap-2">
          <p className="text-sm text-muted">
            Deleting the account logs them out everywhere and takes them out of all rooms. It cannot be
            undone.
          </p>
          <button className="button w-full text-bad">Delete the account</button>
        </form>
      </div>
    </Sheet>
  )
}
