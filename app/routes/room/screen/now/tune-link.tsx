import { useEffect, useState } from 'react'
import { watchNudge } from '~/player/nudge'
import { useRoomPage } from '../room-page'

/** Where this device's loudspeaker is brought in time by ear, and by how much it has been. */
export function TuneLink() {
  const { room } = useRoomPage()
  const nudgeMs = useNudgeMs()
  return (
    <a className="tune-link" href={`/rooms/${room.code}/tune`}>
      Tune this speaker
      {nudgeMs !== 0 && <span className="tabular-nums"> · {inWords(nudgeMs)}</span>}
    </a>
  )
}

function inWords(nudgeMs: number): string {
  return `${Math.abs(Math.round(nudgeMs))} ms ${nudgeMs > 0 ? 'later' : 'earlier'}`
}

function useNudgeMs(): number {
  const [nudgeMs, setNudgeMs] = useState(0)
  useEffect(() => watchNudge(setNudgeMs), [])
  return nudgeMs
}
