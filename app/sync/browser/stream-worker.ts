import { readPosition } from '../frames'
import { openStream, type StreamNews } from './room-stream'
import type { TabWord } from './shared-stream'

/** One stream for all tabs of a browser that are in the same room; the worker is named by the room's code. */
const tabs = new Set<MessagePort>()
let close: (() => void) | null = null
let seq = -1
let connection: StreamNews = { type: 'lost' }
/** What is about the moment, for tabs that come later. */
const latest = new Map<StreamNews['type'], StreamNews>()

addEventListener('connect', (event) => {
  const [tab] = (event as MessageEvent).ports as [MessagePort]
  tab.addEventListener('message', ({ data }: MessageEvent<TabWord>) => {
    if (data.type === 'hello') greet(tab, data.code, data.last)
    else part(tab)
  })
  tab.start()
})

/** A tab that knows less than has been told already makes the stream begin again where that tab stands. */
function greet(tab: MessagePort, code: string, last: string): void {
  tabs.add(tab)
  const isBehind = (readPosition(last)?.seq ?? -1) < seq
  if (close && !isBehind) {
    say(tab, connection)
    for (const news of latest.values()) say(tab, news)
    return
  }
  close?.()
  close = openStream(code, last, tell)
}

function part(tab: MessagePort): void {
  tabs.delete(tab)
  if (tabs.size > 0) return
  close?.()
  close = null
  seq = -1
}

function tell(news: StreamNews): void {
  if (news.type === 'open' || news.type === 'lost') connection = news
  if (news.type === 'presence' || news.type === 'devices' || news.type === 'waiting')
    latest.set(news.type, news)
  if (news.type === 'snapshot') {
    seq = news.message.room.seq
    latest.clear()
  }
  if (news.type === 'events') seq = news.message.at(-1)?.seq ?? seq
  if (news.type === 'gone') close = null
  for (const tab of tabs) say(tab, news)
}

function say(tab: MessagePort, news: StreamNews): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
  tab.postMessage(news)
}
