import { useEffect, useState } from 'react'

export type Fullscreen = { isOn: boolean; toggle: () => void }

/** Null where this browser has no such thing (phones), and until it has said so. */
export function useFullscreen(): Fullscreen | null {
  const [isOn, setOn] = useState<boolean | null>(null)
  useEffect(() => {
    if (!document.fullscreenEnabled) return
    const look = () => setOn(document.fullscreenElement !== null)
    look()
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])
  return isOn === null ? null : { isOn, toggle }
}

function toggle(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen()
  // Refused without a gesture: then nothing changes, and the button still says so.
  done.catch(() => {})
}
