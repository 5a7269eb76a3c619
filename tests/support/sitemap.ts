import type { RouteConfigEntry } from '@react-router/dev/routes'
import sitemap from '../../app/routes'
import { DIRECT_ROUTES } from '../../server/direct/routes'

/** Every address that the router answers, as `/rooms/:code/queue`; only those of files that begin so, if asked. */
export async function patternsOf(file = ''): Promise<string[]> {
  return flat(await sitemap)
    .filter((entry) => entry.file.startsWith(file))
    .map(({ path }) => path)
}

/** And those that are answered below it. */
export function directPatterns(): string[] {
  return DIRECT_ROUTES.map(({ pattern }) => pattern.pathname)
}

function flat(entries: RouteConfigEntry[], above = ''): { path: string; file: string }[] {
  return entries.flatMap(({ path, file, children = [] }) => {
    const here = path ? `${above}/${path}` : above
    return [{ path: here || '/', file }, ...flat(children, here)]
  })
}
