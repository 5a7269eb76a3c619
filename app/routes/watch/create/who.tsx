import { Avatar } from '~/ui/avatar'
import { BLIND_TO_CHOSEN, type Person } from './blind'
import { SELECTION, type PartyFormProps } from './drawn'

/** Everybody with an account: a switch to invite them, and for who is invited, what they come as. */
export function Who({ people, wish, chosen, problems, blamedIds }: PartyFormProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-2">Who comes</legend>
      {problems.invites && (
        <p role="alert" className="font-semibold text-bad">
          {problems.invites}
        </p>
      )}
      {people.length === 0 && (
        <p className="text-muted">
          Nobody else has an account here yet. Others can come with the room’s link.
        </p>
      )}
      <ul className={people.length > 0 ? 'card px-4 py-1 desk:max-h-[480px] desk:overflow-y-auto' : ''}>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            role={wish.roles[person.id]}
            isBlind={chosen !== null && !person.sees.includes(chosen.libraryId)}
            isBlamed={blamedIds.includes(person.id)}
          />
        ))}
      </ul>
      <noscript>
        <button className="button" formAction={SELECTION}>
          See what they may watch
        </button>
      </noscript>
    </fieldset>
  )
}

type RowProps = { person: Person; role: string | undefined; isBlind: boolean; isBlamed: boolean }

function PersonRow({ person: { id, username, sees }, role, isBlind, isBlamed }: RowProps) {
  return (
    <li className="group/person row flex-wrap" data-person={username} data-sees={sees.join(' ')}>
      <label className="flex min-h-[44px] min-w-0 flex-1 basis-48 items-center gap-3">
        <Avatar name={username} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">
            <bdi>{username}</bdi>
          </span>
          <span data-blind className={`block text-sm empty:hidden ${isBlamed ? 'text-bad' : 'text-muted'}`}>
            {isBlind ? BLIND_TO_CHOSEN : ''}
          </span>
        </span>
        <input
          type="checkbox"
          name={`invite.${id}`}
          className="switch"
          defaultChecked={role !== undefined}
          aria-invalid={isBlamed || undefined}
        />
      </label>
      <select
        name={`role.${id}`}
        aria-label={`What ${username} comes as`}
        defaultValue={role ?? 'viewer'}
        className="ms-auto hidden min-h-[44px] flex-none rounded-full border border-line bg-raised px-3 group-has-[input:checked]/person:block"
      >
        <option value="viewer">Viewer</option>
        <option value="controller">Controller</option>
      </select>
    </li>
  )
}
