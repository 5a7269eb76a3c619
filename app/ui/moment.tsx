const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const appointed = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})

/** A moment by the server's calendar, until `local-times.ts` puts it by the reader's own. */
export function Moment({ atMs }: { atMs: number }) {
  const at = new Date(atMs)
  return <time dateTime={at.toISOString()}>{format.format(at)}</time>
}

/** One that people keep: it names its zone, UTC, until that script has put it by the reader's own. */
export function Appointed({ atMs }: { atMs: number }) {
  const at = new Date(atMs)
  return <time dateTime={at.toISOString()}>{appointed.format(at)}</time>
}
