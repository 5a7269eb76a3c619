import { askerContext } from '~/asker.server'
import { tuttiContext } from '~/tutti.server'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { Items, type ItemsShown } from './items'
import { LIBRARY_LINES } from './kind-words'
import { LookFor } from './look-for'
import { shelvesOf, withCovers } from './shelves.server'
import type { Route } from './+types/libraries'

export { headers } from '../page-headers'

export const meta: Route.MetaFunction = () => [{ title: 'Library · Tutti' }]

/** The libraries that the asker may see; with `?q=`, what is in all of them. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const query = url.searchParams.get('q')?.trim() ?? ''
  const shelves = await shelvesOf(context)
  const { library } = context.get(tuttiContext)
  const { account } = context.get(askerContext)
  const cursor = url.searchParams.get('cursor')
  const found = query === '' ? null : await shelves.browse(null, { search: query, cursor })
  return {
    query,
    found: found && withCovers(found, account),
    libraries: await shelves.libraries(),
    isScanning: library.progress().state === 'scanning',
    mayManage: account?.role === 'admin',
    mayWatch: account !== null,
  }
}

export default function Libraries({ loaderData }: Route.ComponentProps) {
  const { query, found, libraries, isScanning, mayManage, mayWatch } = loaderData
  return (
    <PageFrame width="wide" current="/library">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageTitle lead="Music, films and series that you may play in your rooms.">Library</PageTitle>
        {mayManage && (
          <a className="button" href="/admin/libraries">
            Manage libraries
          </a>
        )}
      </div>
      <LookFor action="/library" query={query} label="Look for something" />
      {isScanning && <p className="text-muted">The folders are being read; more may come.</p>}
      {found ? (
        <Items page={found satisfies ItemsShown} href="/library" query={query} mayWatch={mayWatch} />
      ) : (
        <LibraryList libraries={libraries} />
      )}
    </PageFrame>
  )
}

type Listed = Route.ComponentProps['loaderData']['libraries']

function LibraryList({ libraries }: { libraries: Listed }) {
  if (libraries.length === 0) {
    return (
      <p className="text-muted">
        There is nothing here that you may see. Whoever runs this server can change that.
      </p>
    )
  }
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {libraries.map(({ id, name, kind }) => (
        <li key={id}>
          <a href={`/library/${id}`} className="card grid gap-1 p-5 no-underline hover:border-accent">
            <b dir="auto" className="text-lg wrap-anywhere">
              {name}
            </b>
            <span className="text-muted">{LIBRARY_LINES[kind]}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
