/** When a request left this browser, and when the answer to it began to come in, by `performance.now()`. */
export type Exchange = { sentAtMs: number; answeredAtMs: number }

/** A browser writes a request down a moment after its answer; one that has not by then does not. */
const LOOKS = { most: 4, everyMs: 5 }
/** Browsers tell the time in steps of up to a millisecond. */
const GRAIN_MS = 1
/** Browsers write 250 requests down and then no more. */
const NEARLY_FULL = 200

/**
 * The network's own timestamps of a request (Resource Timing): a page that is drawing hears of an answer up to tens of
 * milliseconds after it came, and what it asks waits as long for a connection. `url` is one that nothing else was asked
 * by; where nothing was written down that makes sense, what the page saw is answered.
 */
export async function networkTimesOf(url: string, asSeen: Exchange): Promise<Exchange> {
  for (let looks = 1; ; looks++) {
    const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const written = all.findLast(({ name }) => name.endsWith(url))
    if (all.length >= NEARLY_FULL) performance.clearResourceTimings()
    if (written) return makesSense(written, asSeen) ? exchangeOf(written) : asSeen
    if (looks === LOOKS.most) return asSeen
    await new Promise((resolve) => setTimeout(resolve, LOOKS.everyMs))
  }
}

function exchangeOf({ requestStart, responseStart }: PerformanceResourceTiming): Exchange {
  return { sentAtMs: requestStart, answeredAtMs: responseStart }
}

/** What is missing is 0. */
function makesSense({ requestStart, responseStart }: PerformanceResourceTiming, asSeen: Exchange): boolean {
  const isWithin =
    requestStart >= asSeen.sentAtMs - GRAIN_MS && responseStart <= asSeen.answeredAtMs + GRAIN_MS
  return isWithin && responseStart > requestStart
}
