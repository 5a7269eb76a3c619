import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
} from 'react'
import { openedParts } from '../opened/opened'

type Dragging = {
  /** The id of the row that is being dragged. */
  dragged: string | null
  list: RefObject<HTMLOListElement | null>
  grip: (event: ReactPointerEvent, itemId: string, index: number) => void
}

/** Only letting go of a row changes the order. The buttons beside each row do the same without dragging. */
export function useDragging(onDrop: (itemId: string, index: number) => void): Dragging {
  const [dragged, setDragged] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const drop = useRef(onDrop)
  useEffect(() => {
    drop.current = onDrop
  })

  const grip = useCallback(async (event: ReactPointerEvent, itemId: string, from: number) => {
    const parts = openedParts.get()
    if (event.button !== 0 || !parts) return
    event.preventDefault()
    setDragged(itemId)
    const to = await parts.drag(list.current!, from, event.clientY)
    setDragged(null)
    if (to !== from) drop.current(itemId, to)
  }, [])

  return { dragged, list, grip }
}
