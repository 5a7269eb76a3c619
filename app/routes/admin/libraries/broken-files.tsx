import type { BrokenFile } from '~/media/broken-file'

type Props = { files: BrokenFile[]; more: number; libraries: { id: string; name: string }[] }

/** What is skipped, and why. */
export function BrokenFiles({ files, more, libraries }: Props) {
  if (files.length === 0) return null
  const nameOf = (id: string) => libraries.find((library) => library.id === id)?.name
  return (
    <section aria-labelledby="broken-title" className="grid grid-cols-1 gap-3">
      <h2 id="broken-title">Files that are skipped · {files.length + more}</h2>
      <ul className="card px-4 py-1">
        {files.map(({ libraryId, path, reason }) => (
          <li key={libraryId + path} className="row">
            <div className="min-w-0 flex-1">
              <p dir="auto" className="font-semibold wrap-anywhere">
                {path}
              </p>
              <p className="text-sm text-muted">
                {reason} · <bdi>{nameOf(libraryId)}</bdi>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-muted">And {more} more, which the log names.</p>}
    </section>
  )
}
