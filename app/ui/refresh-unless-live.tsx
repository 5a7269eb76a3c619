/**
 * Loads the page again every so often unless a script keeps it live: with JavaScript off by `<meta>`, and where a
 * television's browser is too old for our scripts by one that is older still. The latter first asks whether the server
 * is there, since nobody stands beside a wall to reload an error page.
 */
export function RefreshUnlessLive({ everyS, nonce }: { everyS: number; nonce: string | undefined }) {
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content={String(everyS)} />
      </noscript>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: reloadEvery(everyS * 1_000) }} />
    </>
  )
}

/** To be called by the script that keeps the page live. */
export function markLive(): void {
  document.documentElement.setAttribute('data-live', 'true')
}

function reloadEvery(everyMs: number): string {
  return `(function again() {
  setTimeout(function () {
    if (document.documentElement.getAttribute('data-live')) return
    var ask = new XMLHttpRequest()
    ask.onload = function () { ask.status < 500 ? location.reload() : again() }
    ask.onerror = again
    ask.open('GET', '/healthz')
    ask.send()
  }, ${everyMs})
})()`
}
