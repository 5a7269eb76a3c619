import type { LibraryListed, MemberListed } from '~/media/libraries/administer.server'
import type { FormState } from '~/ui/form'
import { FieldProblem } from './field-problem'
import { GIVEN } from './fields'

const AUDIENCES = [
  ['public', 'Everybody', 'Guests too, in rooms that guests open'],
  ['all', 'All accounts', 'But those who are kept to what is ticked for them'],
  ['given', 'Only who is ticked below', ''],
] as const

type Props = { library: LibraryListed; members: MemberListed[]; form: FormState }

/** Who may see a library: everybody, all accounts, or those that are ticked. The admin sees all of them. */
export function WhoMaySee({ library, members, form: { typed, problems } }: Props) {
  const set = library.isPublic ? 'public' : library.isForAll ? 'all' : 'given'
  const wasSent = typed.libraryId === library.id
  const chosen = typed.audience ?? set
  const isTicked = (id: string) => (wasSent ? `${GIVEN}${id}` in typed : library.given.includes(id))
  return (
    <>
      <fieldset className="grid">
        <legend className="font-semibold">Who may see it</legend>
        {AUDIENCES.map(([value, label, hint]) => (
          <label key={value} className="flex min-h-[44px] cursor-pointer items-center gap-3 py-1">
            <input
              type="radio"
              name="audience"
              value={value}
              defaultChecked={value === chosen}
              className="size-5 flex-none accent-accent"
            />
            <span>
              {label}
              {hint && <span className="block text-sm text-muted">{hint}</span>}
            </span>
          </label>
        ))}
        <FieldProblem problem={problems.audience ?? problems.given} />
      </fieldset>
      {members.length > 0 && (
        <fieldset className="grid">
          <legend className="font-semibold">Ticked for</legend>
          {members.map(({ id, username }) => (
            <label key={id} className="flex min-h-[44px] cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                name={`${GIVEN}${id}`}
                defaultChecked={isTicked(id)}
                className="size-5 flex-none accent-accent"
              />
              <bdi className="min-w-0 truncate">{username}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
