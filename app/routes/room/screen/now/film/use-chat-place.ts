import { useLayoutEffect, useState } from 'react'

export type ChatPlace = { isOver: boolean; toggle: () => void }

const PLACE = 'tutti.chatOver'

/** Whether the chat lies over the picture or stands beside it, as this browser was last told. */
export function useChatPlace(frame: HTMLElement): ChatPlace {
  const [isOver, setOver] = useState(recall)
  useLayoutEffect(() => {
    const room = frame.closest('.room')
    room?.setAttribute('data-chat', isOver ? 'over' : 'beside')
    return () => room?.removeAttribute('data-chat')
  }, [frame, isOver])
  return {
    isOver,
    toggle() {
      setOver(!isOver)
      remember(!isOver)
    },
  }
}

/** Storage may be forbidden, or full. */
function recall(): boolean {
  try {
    return localStorage.getItem(PLACE) === 'yes'
  } catch {
    return false
  }
}

function remember(isOver: boolean): void {
  try {
    localStorage.setItem(PLACE, isOver ? 'yes' : 'no')
  } catch {
    // Then it holds until the page is left.
  }
}
