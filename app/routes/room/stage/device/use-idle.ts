import { useEffect, useState } from 'react'

const IDLE_AFTER_MS = 3_000
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const

/** Whether nobody has touched this device for a moment: then its cursor and buttons are in the way. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wake = () => {
      clearTimeout(timer)
      setIdle(false)
      timer = setTimeout(() => setIdle(true), IDLE_AFTER_MS)
    }
    wake()
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, wake)
    return () => {
      clearTimeout(timer)
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, wake)
    }
  }, [])
  return isIdle
}
