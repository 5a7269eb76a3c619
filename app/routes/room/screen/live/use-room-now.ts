import { useEffect, useState } from 'react'
import { useRoomPage } from '../room-page'

/** The room's clock, read anew this often: at first, the moment the server drew the page. */
export function useRoomNow(everyMs: number): number {
  const { live, initial } = useRoomPage()
  const [nowMs, setNowMs] = useState(initial.nowMs)
  useEffect(() => {
    if (!live) return
    const read = () => setNowMs(live.player.serverNowMs())
    read()
    const timer = setInterval(read, everyMs)
    return () => clearInterval(timer)
  }, [live, everyMs])
  return nowMs
}
