const SECOND_MS = 1_000
const MINUTE_S = 60
const HOUR_S = 3_600

/** `4:05`, or `1:02:09` from an hour on. */
export function showDuration(durationMs: number): string {
  const totalS = Math.max(0, Math.floor(durationMs / SECOND_MS))
  const seconds = String(totalS % MINUTE_S).padStart(2, '0')
  const minutes = Math.floor((totalS % HOUR_S) / MINUTE_S)
  if (totalS < HOUR_S) return `${minutes}:${seconds}`
  return `${Math.floor(totalS / HOUR_S)}:${String(minutes).padStart(2, '0')}:${seconds}`
}
