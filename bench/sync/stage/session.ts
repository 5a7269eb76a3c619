import { startPlain } from '../../support/program.ts'
import { raise } from '../sound/priority.ts'
import type { Pulse } from '../sound/pulse.ts'
import type { Recording } from '../sound/recording.ts'
import { startBrowsers } from './browsers.ts'
import { Evening, type Happening } from './evening.ts'
import { type Device, openPage } from './device.ts'
import type { Network } from './networks.ts'
import type { Account } from './page-watch.ts'
import type { Proxies } from './proxies.ts'
import type { Output } from './room.ts'

/** What is done in one room, and for how long. */
export type Plan = {
  network: Network
  output: Output
  /** Added in this order. */
  trackTitles: string[]
  plays: number
  seeks: number
  lateJoins: number
  /** How long it is then left alone. */
  steadyS: number
  /** What is special about each browser, if anything. */
  devices: Device[]
}

export type Played = { happenings: Happening[]; accounts: Account[]; recording: Recording }

/** Plays one room on fresh browsers and records what they put out. */
export async function playRoom(
  serverPort: number,
  pulse: Pulse,
  recordTo: string,
  plan: Plan,
): Promise<Played> {
  const { lines } = plan.network
  // The cards play before anybody plays into them.
  const recording = await pulse.record(recordTo)
  const proxies = startPlain<Proxies>('../sync/stage/proxies')
  raise(proxies.pid)
  const orchestra = await startBrowsers(pulse, lines.length)
  try {
    const ports = await proxies.call('open', serverPort, lines)
    const evening = await Evening.open(plan, lines.length, (index) =>
      openPage(orchestra.browsers[index]!, `http://127.0.0.1:${ports[index]}`, plan.devices[index]),
    )
    const happenings = await evening.beStirred()
    const { steady, accounts } = await evening.beLeftAlone()
    return { happenings: [...happenings, steady], accounts, recording }
  } finally {
    await orchestra.stop()
    await proxies.stop()
    await recording.stop()
  }
}
