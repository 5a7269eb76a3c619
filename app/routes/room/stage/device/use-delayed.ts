import { useEffect, useState } from 'react'

/** True once `isSo` has been true for this long, so that what lasts a moment does not flicker over the wall. */
export function useDelayed(isSo: boolean, afterMs: number): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setLong(true), afterMs)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [isSo, afterMs])
  return isLong
}
