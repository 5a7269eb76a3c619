/**
 * `gone`: the file cannot be had. `away`: the network or the server cannot be reached. `unconverted`: the server would
 * have to convert it, and cannot. `busy`: it would, and converts as many others as it can. `none`: the file is there.
 */
export type Fault = 'gone' | 'away' | 'unconverted' | 'busy' | 'none'

const GONE = [404, 410, 415, 422]
const NOT_IMPLEMENTED = 501
/** With a word when to come again; without one it is a proxy that does not reach the server. */
const UNAVAILABLE = 503
/** How long to wait before a file is asked for again; the last of these repeats. */
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000]
/** A file that is there but does not play is given another chance or two: the answer may have been cut off. */
const TRIES_OF_A_FILE = 2
/** What somebody adds is on this page before the server knows of it, and until then it has no such file. */
const TRIES_OF_A_MISSING_FILE = 3

/** Why a media element failed: its own error code says the same for a file that is missing and a network that is. */
export async function findFault(url: string): Promise<Fault> {
  try {
    const response = await fetch(url, { headers: { Range: 'bytes=0-0' }, cache: 'no-store' })
    void response.body?.cancel()
    if (response.ok) return 'none'
    if (response.status === NOT_IMPLEMENTED) return 'unconverted'
    if (response.status === UNAVAILABLE && response.headers.has('Retry-After')) return 'busy'
    return GONE.includes(response.status) ? 'gone' : 'away'
  } catch {
    return 'away'
  }
}

/** How long to wait before the next try; null where the file or the server is to blame, which no waiting mends. */
export function retryAfterMs(fault: Fault, retries: number): number | null {
  if (retries >= TRIES[fault]) return null
  return RETRY_AFTER_MS[Math.min(retries, RETRY_AFTER_MS.length - 1)]!
}

const TRIES: Record<Fault, number> = {
  gone: TRIES_OF_A_MISSING_FILE,
  away: Infinity,
  unconverted: 0,
  busy: Infinity,
  none: TRIES_OF_A_FILE,
}
