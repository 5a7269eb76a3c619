const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** A moment by the server's calendar, until `local-times.ts` puts it by the reader's own. */
export function Moment({ atMs }: { atMs: number }) {
  const at = new Date(atMs)
  return <time dateTime={at.toISOString()}>{format.format(at)}</time>
}
