/** A process of its own, so that nothing that is measured or reckoned elsewhere adds to the delays. */
import { answerCalls } from '../../support/program.ts'
import { DelayingProxy } from './delaying-proxy.ts'
import type { Line } from './networks.ts'

const proxies: DelayingProxy[] = []

const calls = {
  /** Opens a way to the server for each line. Answers their ports. */
  async open(serverPort: number, lines: Line[]): Promise<number[]> {
    const opened = await Promise.all(lines.map((line) => DelayingProxy.open(serverPort, line)))
    proxies.push(...opened)
    return opened.map((proxy) => proxy.port)
  },
  close() {
    for (const proxy of proxies.splice(0)) proxy.close()
  },
}

export type Proxies = typeof calls

answerCalls(calls, calls.close)
