/** Any origin will do to see whether a path leads away from it. */
const HERE = 'http://here.invalid'

/** Where to go after logging in, if that is a page of ours; browsers read `//` and `/\` as another host. */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(next, HERE)
  // Resolving `/.//host` leaves two slashes in front.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : '/'
}
