import type { MemberListed } from '~/media/libraries/administer.server'
import { Avatar } from '~/ui/avatar'
import { FormProblem } from '~/ui/form'
import { formOf } from '../../account/form-answer'

type Props = { members: MemberListed[]; answer: unknown }

/** Who sees all that is for all accounts, and who only what is ticked for them: a child, say. */
export function Restrictions({ members, answer }: Props) {
  if (members.length === 0) return null
  return (
    <section id="people" aria-labelledby="people-title" className="grid grid-cols-1 gap-3">
      <h2 id="people-title">Who sees how much</h2>
      <p className="text-muted">
        Who is kept to what is ticked sees a new library only once you tick it for them.
      </p>
      <FormProblem form={formOf(answer, 'restriction')} />
      <ul className="card px-4 py-1">
        {members.map(({ id, username, isRestricted }) => (
          <li key={id} className="row">
            <Avatar name={username} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-semibold">
                <bdi>{username}</bdi>
              </p>
              <p className="text-sm text-muted">
                {isRestricted
                  ? 'Sees only what is ticked, and what is for everybody'
                  : 'Sees all that is for all accounts'}
              </p>
            </div>
            <form method="post" action={`/admin/libraries/people/${id}/restriction`}>
              <input type="hidden" name="restricted" value={String(!isRestricted)} />
              <button className="button">
                {isRestricted ? 'Show all' : 'Only ticked'}
                <span className="sr-only"> for {username}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
