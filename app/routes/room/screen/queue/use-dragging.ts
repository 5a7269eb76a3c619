import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
} from 'react'

type Dragging = {
  /** The id of the row that is being dragged. */
  dragged: string | null
  list: RefObject<HTMLOListElement | null>
  grip: (event: ReactPointerEvent, itemId: string, index: number) => void
}

/** How near the edge of the window the list begins to scroll, and how fast. */
const EDGE_PX = 80
const SCROLL_PX = 12

/**
 * Dragging a row by its grip, with a finger or a mouse. The rows make room by moving on the screen alone; only letting
 * go changes the order. The buttons beside each row do the same without dragging.
 */
export function useDragging(onDrop: (itemId: string, index: number) => void): Dragging {
  const [dragged, setDragged] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const drop = useRef(onDrop)
  useEffect(() => {
    drop.current = onDrop
  })

  const grip = useCallback((event: ReactPointerEvent, itemId: string, from: number) => {
    if (event.button !== 0) return
    event.preventDefault()
    const rows = [...list.current!.children] as HTMLElement[]
    const heightPx = rows[from]!.offsetHeight
    const startTop = list.current!.getBoundingClientRect().top - event.clientY
    let to = from
    setDragged(itemId)

    function follow({ clientY }: PointerEvent) {
      scrollNear(clientY, list.current!)
      const byPx = clientY + startTop - list.current!.getBoundingClientRect().top
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
      setDragged(null)
      if (type === 'pointerup' && to !== from) drop.current(itemId, to)
    }
    addEventListener('pointermove', follow)
    addEventListener('pointerup', finish)
    addEventListener('pointercancel', finish)
  }, [])

  return { dragged, list, grip }
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
