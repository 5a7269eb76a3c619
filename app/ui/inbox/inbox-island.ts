/** Keeps the number in the menu right while somebody looks at the page. */
const badge = document.querySelector<HTMLElement>('#inbox-badge')
/** `EventSource` gives up for good on any answer but 200, which a server that starts anew may give for a moment. */
const LISTEN_AGAIN_AFTER_MS = 5_000

let source: EventSource | null = null

// A browser has six connections to one place: pages that nobody sees hold none, and hear the number when they are seen.
document.addEventListener('visibilitychange', listenWhileSeen)
addEventListener('pagehide', stop)
addEventListener('pageshow', listenWhileSeen)
listenWhileSeen()

function listenWhileSeen(): void {
  if (document.visibilityState === 'hidden') return stop()
  if (source) return
  const stream = new EventSource('/inbox/events')
  source = stream
  stream.addEventListener('inbox', ({ data }: MessageEvent<string>) => show(JSON.parse(data)))
  stream.addEventListener('error', () => {
    if (stream.readyState !== EventSource.CLOSED || source !== stream) return
    stop()
    setTimeout(listenWhileSeen, LISTEN_AGAIN_AFTER_MS * (1 + Math.random()))
  })
}

function stop(): void {
  source?.close()
  source = null
}

function show({ waiting }: { waiting: number }): void {
  if (!badge) return
  badge.hidden = waiting === 0
  badge.querySelector('[data-waiting]')!.textContent = String(waiting)
}
