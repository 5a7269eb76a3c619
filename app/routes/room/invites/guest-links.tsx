import type { GuestLink } from '~/sync/store/guest-links.server'
import { FormProblem } from '~/ui/form'
import { Moment } from '~/ui/moment'
import { formOf, shownBy } from '~/routes/account/form-answer'
import { LinkToCopy } from '~/routes/admin/people/link-to-copy'
import { people } from '~/routes/words'

type Props = { code: string; isLocked: boolean; links: GuestLink[]; answer: unknown }

/** Links by which guests come in who have no account: made, shown once, listed, taken back. */
export function GuestLinks({ code, isLocked, links, answer }: Props) {
  const made = shownBy(answer, 'guestLink')
  const action = `/rooms/${code}/guest-links`
  return (
    <section aria-labelledby="guest-links" className="grid grid-cols-1 gap-4">
      <div className="grid gap-1">
        <h2 id="guest-links">Links for guests</h2>
        <p className="text-muted">
          {`For people without an account. ${isLocked ? 'Whoever has one needs no password.' : 'Whoever has one comes in.'}`}
        </p>
      </div>
      {made && <LinkToCopy link={made.link!} title="Ready to be sent" hint="Whoever has it can come in." />}
      {links.length > 0 && (
        <ul className="card px-4 py-1">
          {links.map((link) => (
            <LinkRow key={link.id} link={link} action={action} />
          ))}
        </ul>
      )}
      <FormProblem form={formOf(answer, 'guestLink')} />
      <div className="flex flex-wrap gap-3">
        <form method="post" action={action}>
          <button className="button" name="for" value="one">
            A link for one guest
          </button>
        </form>
        <form method="post" action={action}>
          <button className="button" name="for" value="hour">
            One for several, for an hour
          </button>
        </form>
      </div>
    </section>
  )
}

type RowProps = { link: GuestLink; action: string }

function LinkRow({ link: { id, usesLeft, usedCount, createdAtMs, expiresAtMs }, action }: RowProps) {
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {usesLeft === null ? `For several · used by ${people(usedCount)}` : 'For one guest'}
        </p>
        <p className="text-sm text-muted">
          Made <Moment atMs={createdAtMs} /> · good until <Moment atMs={expiresAtMs} />
        </p>
      </div>
      <form method="post" action={`${action}/${id}/revocation`}>
        <button className="button">Take back</button>
      </form>
    </li>
  )
}
