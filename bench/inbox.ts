import type { Inbox } from './programs/inbox.ts'
import { ms, valueFigure, type Figure } from './support/figure.ts'
import { startProduct } from './support/product.ts'
import { startBundled } from './support/program.ts'
import { median, percentile } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'

const INVITES = 1_000
const ROUNDS = 100
const WARM_UP_ROUNDS = 20

/** How soon a page of an inbox is answered that a thousand invitations wait in. */
export async function inbox(workshop: Workshop): Promise<Figure[]> {
  const product = await startProduct(workshop, [1])
  const program = await startBundled<Inbox>('inbox')
  try {
    const { url } = product.nodes[0]!
    const cookie = await signUp(url, 'kim')
    await program.call('fill', product.address, 'kim', INVITES)
    const times = { inbox: [] as number[], other: [] as number[] }
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      const inboxMs = await load(`${url}/inbox`, cookie)
      const otherMs = await load(`${url}/join`, cookie)
      if (round < 0) continue
      times.inbox.push(inboxMs)
      times.other.push(otherMs)
    }
    return [
      valueFigure(
        `Inbox of ${INVITES.toLocaleString('en')} invitations, p99`,
        `p50 ${ms(median(times.inbox))}`,
        `the first page p50 ${ms(median(times.other))}`,
        percentile(times.inbox, 0.99),
        ' ms',
        { atMost: 50 },
      ),
    ]
  } finally {
    await program.stop()
    await product.stop()
  }
}

/** The cookie of a new account. */
async function signUp(url: string, username: string): Promise<string> {
  const body = new URLSearchParams({ username, password: 'only for this run, and long' })
  const answer = await fetch(`${url}/signup`, {
    method: 'POST',
    body,
    headers: { Origin: url },
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`Signing up was answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function load(url: string, cookie: string): Promise<number> {
  const sentAtMs = performance.now()
  const answer = await fetch(url, { headers: { Cookie: cookie } })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${url} was answered ${answer.status}`)
  return performance.now() - sentAtMs
}
