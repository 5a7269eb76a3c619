import { requireMembership } from './membership.server'
import type { Route } from './+types/search'

/** What the library has for `?q=`, a page at a time: `{ tracks, hasMore, nextCursor }`; `?cursor=` asks for the next. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { tutti } = await requireMembership(context, params.code)
  const cursor = url.searchParams.get('cursor')
  return Response.json(await tutti.library.search(url.searchParams.get('q') ?? '', { limit: 30, cursor }))
}
