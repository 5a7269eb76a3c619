const MINUTE_MS = 60_000
const HOUR_MIN = 60

/** How long ago, in as few words as will do. The same in every time zone. */
export function showAgo(agoMs: number): string {
  const minutes = Math.floor(agoMs / MINUTE_MS)
  if (minutes < 1) return 'now'
  if (minutes < HOUR_MIN) return `${minutes} min`
  return `${Math.floor(minutes / HOUR_MIN)} h`
}
