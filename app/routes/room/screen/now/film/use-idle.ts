import { useEffect, useState } from 'react'

/** As long as it takes to read a button; then the picture has the place. */
const IDLE_AFTER_MS = 3_000

/** Whether nobody has moved, touched or typed over this for a moment. */
export function useIdle(frame: HTMLElement): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const stir = () => {
      clearTimeout(timer)
      setIdle(false)
      timer = setTimeout(() => setIdle(true), IDLE_AFTER_MS)
    }
    const stirs = ['pointermove', 'pointerdown', 'focusin', 'keydown'] as const
    for (const type of stirs) frame.addEventListener(type, stir)
    stir()
    return () => {
      clearTimeout(timer)
      for (const type of stirs) frame.removeEventListener(type, stir)
    }
  }, [frame])
  return isIdle
}
