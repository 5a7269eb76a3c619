import '~/ui/local-times'

/** At the door: the page goes on when the room says so, to whatever it is then. */
const code = document.querySelector<HTMLElement>('[data-waiting-for]')?.dataset.waitingFor
/** `EventSource` gives up for good on any answer but 200; the page itself then tells what has become of the request. */
const LOOK_AGAIN_AFTER_MS = 4_000

if (code) {
  const source = new EventSource(`/rooms/${code}/events`)
  const goOn = () => {
    source.close()
    location.reload()
  }
  source.addEventListener('admitted', goOn)
  source.addEventListener('gone', goOn)
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(goOn, LOOK_AGAIN_AFTER_MS * (1 + Math.random()))
  })
}
