import type { DirectRequest } from './direct-routes'
import { answerJson } from './respond'

/**
 * Two of the four timestamps by which a browser learns the room's clock: when its question came, and when the answer
 * leaves, in milliseconds with fractions. The other two it takes itself.
 */
export async function answerHeartbeat(
  { tutti, request, response }: DirectRequest,
  receivedAtMs: number,
): Promise<void> {
  request.resume()
  answerJson(response, { t1: receivedAtMs, t2: tutti.engine.clock.preciseNowMs(), together: false })
}
