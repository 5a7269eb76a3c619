import { useEffect, useLayoutEffect, useState } from 'react'

export type Whole = { isOn: boolean; toggle: () => void; leave: () => void }

/**
 * The film on the whole screen, with its controls, the chat and what flies by: the page's element is made large, not
 * the video. Where a browser has no such thing (iPhones), it fills the window at least.
 */
export function useWhole(frame: HTMLElement): Whole {
  const [isOn, setOn] = useState(false)
  useLayoutEffect(() => {
    const room = frame.closest('.room')
    room?.toggleAttribute('data-whole', isOn)
    return () => room?.removeAttribute('data-whole')
  }, [frame, isOn])
  useEffect(() => {
    const look = () => setOn(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => {
      document.removeEventListener('fullscreenchange', look)
      leaveFullScreen()
    }
  }, [])
  useEffect(() => {
    const press = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('.film-screen')) toggle()
    }
    frame.addEventListener('dblclick', press)
    return () => frame.removeEventListener('dblclick', press)
  })
  function toggle() {
    if (isOn) leave()
    else enter()
  }
  function leave() {
    setOn(false)
    leaveFullScreen()
  }
  function enter() {
    setOn(true)
    if (!document.fullscreenEnabled) return
    // Refused without a gesture: then it fills the window.
    document.documentElement.requestFullscreen().catch(() => {})
  }
  return { isOn, toggle, leave }
}

/** By the time it is asked, the person may have left by themselves. */
function leaveFullScreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {})
}
