/** How near the edge of the window the list begins to scroll, and how fast. */
const EDGE_PX = 80
const SCROLL_PX = 12

/**
 * Dragging a row, with a finger or a mouse, from where it was gripped at `gripY` until it is let go. The rows make room
 * by moving on the screen alone. Answers where it is to be, or `from` when nothing came of it.
 */
export function drag(list: HTMLElement, from: number, gripY: number): Promise<number> {
  const rows = [...list.children] as HTMLElement[]
  const heightPx = rows[from]!.offsetHeight
  const startTop = list.getBoundingClientRect().top - gripY
  const dropped = Promise.withResolvers<number>()
  let to = from

  function follow({ clientY }: PointerEvent) {
    scrollNear(clientY, list)
    const byPx = clientY + startTop - list.getBoundingClientRect().top
    to = Math.min(rows.length - 1, Math.max(0, from + Math.round(byPx / heightPx)))
    rows.forEach((row, index) => {
      const makesRoom =
        index === from ? byPx : Math.sign(from - to) * (isBetween(index, from, to) ? heightPx : 0)
      row.style.transform = makesRoom ? `translateY(${makesRoom}px)` : ''
    })
  }
  function finish({ type }: Event) {
    removeEventListener('pointermove', follow)
    removeEventListener('pointerup', finish)
    removeEventListener('pointercancel', finish)
    for (const row of rows) row.style.transform = ''
    dropped.resolve(type === 'pointerup' ? to : from)
  }
  addEventListener('pointermove', follow)
  addEventListener('pointerup', finish)
  addEventListener('pointercancel', finish)
  return dropped.promise
}

function isBetween(index: number, from: number, to: number): boolean {
  return index !== from && index >= Math.min(from, to) && index <= Math.max(from, to)
}

function scrollNear(clientY: number, list: HTMLElement): void {
  const scroller = list.closest('.queue-scroll')
  const scrolls = scroller && scroller.scrollHeight > scroller.clientHeight
  const bottom = scrolls ? scroller.getBoundingClientRect().bottom : innerHeight
  const top = scrolls ? scroller.getBoundingClientRect().top : 0
  const byPx = clientY < top + EDGE_PX ? -SCROLL_PX : clientY > bottom - EDGE_PX ? SCROLL_PX : 0
  if (byPx) (scrolls ? scroller : window).scrollBy(0, byPx)
}
