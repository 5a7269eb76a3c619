import type { LibraryKind } from '~/domain/library/library'
import type { LibraryListed, MemberListed } from '~/media/libraries/administer.server'
import { FormProblem, UNTOUCHED } from '~/ui/form'
import { formOf } from '../../account/form-answer'
import { FieldProblem } from './field-problem'
import { WhoMaySee } from './who-may-see'

const KIND_NAMES: Record<LibraryKind, string> = {
  music: 'Music',
  films: 'Films',
  series: 'Series',
  karaoke: 'Karaoke',
}

type Props = { library: LibraryListed; members: MemberListed[]; answer: unknown }

/** A library, and under it the form by which it is changed, open when something in it was wrong. */
export function LibraryCard({ library, members, answer }: Props) {
  const { id, name, kind, folder, isPresent, playable } = library
  const sent = formOf(answer, 'library')
  const form = sent.typed.libraryId === id ? sent : UNTOUCHED
  const isWrong = Object.keys(form.problems).length > 0
  return (
    <section aria-labelledby={`name-${id}`} className="card grid gap-3 p-5">
      <div className="grid gap-1">
        <h2 id={`name-${id}`} dir="auto" className="text-xl font-bold tracking-tight wrap-anywhere text-text">
          {name}
        </h2>
        <p className="text-muted">
          {[KIND_NAMES[kind], playable === 1 ? '1 file' : `${playable} files`, audience(library)].join(' · ')}
        </p>
        <p className="text-sm wrap-anywhere text-faint">{folder}</p>
      </div>
      {!isPresent && <Absent id={id} name={name} />}
      <details open={isWrong}>
        <summary className="button justify-self-start">
          Change<span className="sr-only"> {name}</span>
        </summary>
        <form method="post" action={`/admin/libraries/${id}`} className="grid gap-5 pt-5">
          <FormProblem form={form} />
          <NameField id={id} value={form.typed.name ?? name} problem={form.problems.name} />
          <KindField id={id} value={form.typed.kind ?? kind} problem={form.problems.kind} />
          <WhoMaySee library={library} members={members} form={form} />
          <button className="button primary justify-self-start">Save</button>
        </form>
      </details>
    </section>
  )
}

/** Its disk may be back in a minute, so nothing is forgotten by itself. */
function Absent({ id, name }: { id: string; name: string }) {
  return (
    <div className="grid gap-3">
      <p className="font-semibold text-bad">
        This folder is not there, or no longer one of the media folders: nobody sees what was in it.
      </p>
      <form
        method="post"
        action={`/admin/libraries/${id}/removal`}
        className="grid justify-items-start gap-1.5"
      >
        <button className="button">
          Forget this library<span className="sr-only">: {name}</span>
        </button>
        <p className="text-sm text-muted">
          Its files stay where they are. Who may see it is forgotten, too: should the folder come back, it is
          for all accounts.
        </p>
      </form>
    </div>
  )
}

type FieldProps = { id: string; value: string; problem: string | undefined }

/** Several libraries are on the page, so fields are told apart by their library. */
function NameField({ id, value, problem }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={`${id}-name`} className="font-semibold">
        Name
      </label>
      <span className="field">
        <input
          id={`${id}-name`}
          name="name"
          dir="auto"
          defaultValue={value}
          className="min-h-[46px]"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-name-problem` : undefined}
        />
      </span>
      <FieldProblem id={`${id}-name-problem`} problem={problem} />
    </div>
  )
}

function KindField({ id, value, problem }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={`${id}-kind`} className="font-semibold">
        What lies in it
      </label>
      <span className="field">
        <select
          id={`${id}-kind`}
          name="kind"
          defaultValue={value}
          className="min-h-[46px] w-full"
          aria-describedby={`${id}-kind-problem`}
        >
          {Object.entries(KIND_NAMES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <p className="text-sm text-muted">When this changes, the files are read anew.</p>
      <FieldProblem id={`${id}-kind-problem`} problem={problem} />
    </div>
  )
}

function audience({ isPublic, isForAll, given }: LibraryListed): string {
  if (isPublic) return 'For everybody'
  if (isForAll) return 'For all accounts'
  return given.length === 1 ? 'For 1 account' : `For ${given.length} accounts`
}
