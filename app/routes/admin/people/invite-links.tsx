import type { SignUpInvite } from '~/auth/accounts/sign-up-invites.server'
import { FormProblem } from '~/ui/form'
import { Moment } from '~/ui/moment'
import { formOf, shownBy } from '../../account/form-answer'
import { Section } from '../../settings/section'
import { people } from '../../words'
import { LinkToCopy } from './link-to-copy'

type Props = { invites: SignUpInvite[]; isNeeded: boolean; answer: unknown }

/** Links by which people sign up: made, shown once, listed, taken back. */
export function InviteLinks({ invites, isNeeded, answer }: Props) {
  const made = shownBy(answer, 'invite')
  const lead = isNeeded ? 'Without one, nobody signs up.' : 'Needed once signing up is by invite link.'
  return (
    <Section id="invites" title="Invite links" lead={lead}>
      {made && <LinkToCopy link={made.link!} title="Ready to be sent" hint="Whoever has it can sign up." />}
      {invites.length > 0 && (
        <ul className="card px-4 py-1">
          {invites.map((invite) => (
            <InviteRow key={invite.id} invite={invite} />
          ))}
        </ul>
      )}
      <FormProblem form={formOf(answer, 'invite')} />
      <div className="flex flex-wrap gap-3">
        <form method="post" action="/admin/people/invites">
          <button className="button" name="for" value="one">
            Invite one person
          </button>
        </form>
        <form method="post" action="/admin/people/invites">
          <button className="button" name="for" value="many">
            Invite several for a week
          </button>
        </form>
      </div>
    </Section>
  )
}

function InviteRow({
  invite: { id, usesLeft, usedCount, createdAtMs, expiresAtMs },
}: {
  invite: SignUpInvite
}) {
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {usesLeft === null ? `For everybody who has it · used by ${people(usedCount)}` : 'For one person'}
        </p>
        <p className="text-sm text-muted">
          Made <Moment atMs={createdAtMs} /> · good until <Moment atMs={expiresAtMs} />
        </p>
      </div>
      <form method="post" action={`/admin/people/invites/${id}/revocation`}>
        <button className="button">Take back</button>
      </form>
    </li>
  )
}
