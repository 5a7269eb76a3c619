import type { StreamMessages } from '../frames'

/** What a stream tells: each message as it comes, and how the connection stands. */
export type StreamNews =
  | { type: 'open' }
  | { type: 'lost' }
  | { [Type in keyof StreamMessages]: { type: Type; message: StreamMessages[Type] } }[keyof StreamMessages]

/** `EventSource` gives up for good on any answer but 200; this is when a new one is made, with as much jitter again. */
const RECONNECT_AFTER_MS = 1_000
const MOST_BACK_OFF_MS = 15_000

const TYPES = [
  'snapshot',
  'events',
  'presence',
  'devices',
  'waiting',
  'withheld',
  'reactions',
  'admitted',
  'gone',
] as const

/** What the server answers to those whom no new try will help. */
const WHY_GONE: Record<number, StreamMessages['gone']['why']> = {
  401: 'removed',
  403: 'removed',
  410: 'ended',
}

/** Follows a room's events from the position `last` on, through any number of lost connections, until closed. */
export function openStream(code: string, last: string, tell: (news: StreamNews) => void): () => void {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let isClosed = false

  function connect(): void {
    source = new EventSource(`/rooms/${code}/events?last=${last}`)
    source.addEventListener('open', () => {
      tries = 0
      tell({ type: 'open' })
    })
    source.addEventListener('error', () => {
      tell({ type: 'lost' })
      if (source.readyState === EventSource.CLOSED) void lookWhy()
    })
    for (const type of TYPES) source.addEventListener(type, receive)
  }

  function receive({ type, data, lastEventId }: MessageEvent<string>): void {
    if (lastEventId !== '') last = lastEventId
    if (type === 'gone') close()
    tell({ type, message: JSON.parse(data) } as StreamNews)
  }

  /** The status is hidden from `EventSource`, so the same is asked once more in plain words. */
  async function lookWhy(): Promise<void> {
    const controller = new AbortController()
    const answer = await fetch(`/rooms/${code}/events`, { signal: controller.signal }).catch(() => null)
    controller.abort()
    if (isClosed) return
    const why = answer && WHY_GONE[answer.status]
    if (why) {
      close()
      return tell({ type: 'gone', message: { why } })
    }
    const waitMs = Math.min(MOST_BACK_OFF_MS, RECONNECT_AFTER_MS * 2 ** tries++)
    timer = setTimeout(connect, waitMs * (1 + Math.random()))
  }

  function close(): void {
    isClosed = true
    clearTimeout(timer)
    source.close()
  }

  connect()
  return close
}
