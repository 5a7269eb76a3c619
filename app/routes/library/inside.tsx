import { askerContext } from '~/asker.server'
import type { Shelves } from '~/media/shelves.server'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { refusal } from '../room/membership.server'
import { Items } from './items'
import { LIBRARY_LINES } from './kind-words'
import { LookFor } from './look-for'
import { shelvesOf, withCovers } from './shelves.server'
import type { Route } from './+types/inside'

export { headers } from '../page-headers'

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `${loaderData.title} · Library · Tutti` : 'Library · Tutti' }]
}

/** What is in a library, a series or a season; 404 for what the asker may not see. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const shelves = await shelvesOf(context)
  const query = url.searchParams.get('q')?.trim() ?? ''
  const cursor = url.searchParams.get('cursor')
  const page = await shelves.browse(params.itemId, { search: query, cursor })
  if (!page) throw refusal('not_found')
  const { account } = context.get(askerContext)
  return {
    ...(await describe(shelves, params.itemId)),
    id: params.itemId,
    query,
    page: withCovers(page, account),
    mayWatch: account !== null,
  }
}

export default function Inside({ loaderData }: Route.ComponentProps) {
  const { id, title, line, isLibrary, up, query, page, mayWatch } = loaderData
  return (
    <PageFrame width="wide" current="/library">
      <div className="grid gap-2">
        <p>
          <a href={up.href} className="text-muted">
            ← <bdi>{up.title}</bdi>
          </a>
        </p>
        <PageTitle lead={line}>{title}</PageTitle>
      </div>
      {isLibrary && <LookFor action={`/library/${id}`} query={query} label={`Look in ${title}`} />}
      <Items page={page} href={`/library/${id}`} query={query} mayWatch={mayWatch} />
    </PageFrame>
  )
}

const ALL_LIBRARIES = { href: '/library', title: 'Library' }

/** The name of the place, and the one above it. */
async function describe(shelves: Shelves, id: string) {
  const libraries = await shelves.libraries()
  const library = libraries.find((each) => each.id === id.toLowerCase())
  if (library) {
    return { title: library.name, line: LIBRARY_LINES[library.kind], isLibrary: true, up: ALL_LIBRARIES }
  }
  const item = await shelves.item(id)
  if (!item) throw refusal('not_found')
  const above = item.parentId
    ? await shelves.item(item.parentId)
    : libraries.find(({ id }) => id === item.libraryId)
  const up = above
    ? { href: `/library/${above.id}`, title: 'name' in above ? above.name : above.title }
    : ALL_LIBRARIES
  return { title: item.title, line: item.line, isLibrary: false, up }
}
