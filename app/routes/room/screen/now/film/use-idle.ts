import { useEffect, useState } from 'react'

/** As long as it takes to read a button; then the picture has the place. */
const IDLE_AFTER_MS = 3_000

const STIRS = ['pointermove', 'pointerdown', 'focusin', 'keydown'] as const

/**
 * Marks the frame as idle when nobody has moved, touched or typed over it for a moment, so that its controls go. They
 * stay where the mouse rests on them, and while `mayHide` is false; a tap on the picture brings them or sends them away.
 */
export function useIdle(frame: HTMLElement, mayHide: boolean): void {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const rest = () => {
      if (isPointedAt(frame)) timer = setTimeout(rest, IDLE_AFTER_MS)
      else setIdle(true)
    }
    const stir = (event?: Event) => {
      clearTimeout(timer)
      timer = setTimeout(rest, IDLE_AFTER_MS)
      if (event && isTapOnPicture(event)) setIdle((was) => !was)
      // A finger that moves has touched before.
      else if (!(event instanceof PointerEvent && event.pointerType === 'touch')) setIdle(false)
    }
    for (const type of STIRS) frame.addEventListener(type, stir)
    stir()
    return () => {
      clearTimeout(timer)
      for (const type of STIRS) frame.removeEventListener(type, stir)
    }
  }, [frame])
  useEffect(() => {
    frame.setAttribute('data-idle', String(isIdle && mayHide))
  }, [frame, isIdle, mayHide])
}

function isPointedAt(frame: HTMLElement): boolean {
  return matchMedia('(hover: hover)').matches && frame.querySelector('.film-bar:hover') !== null
}

function isTapOnPicture(event: Event): boolean {
  return (
    event instanceof PointerEvent &&
    event.type === 'pointerdown' &&
    event.pointerType === 'touch' &&
    event.target instanceof Element &&
    event.target.closest('.film-screen') !== null
  )
}
