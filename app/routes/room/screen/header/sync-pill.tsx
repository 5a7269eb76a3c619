import { useState } from 'react'
import type { PlayerSnapshot } from '~/player/player'
import { usePlayer } from '../live/use-player'
import { useRoomPage } from '../room-page'

/** Whether this device is with the room, in a few words. */
export function SyncPill() {
  const { connection, live } = useRoomPage()
  const { sync } = usePlayer()
  const [wasLive, setWasLive] = useState(false)
  if (connection === 'live' && !wasLive) setWasLive(true)
  if (!live) return null
  const [tone, words] =
    connection === 'connecting' ? ['wait', wasLive ? 'Reconnecting…' : 'Connecting…'] : wordsOf(sync)
  return (
    <span className="pill sync live" data-tone={tone} title="How this device stands with the room">
      <span className="dot" />
      <span className="tabular-nums">{words}</span>
    </span>
  )
}

function wordsOf({ state, errorMs }: PlayerSnapshot['sync']): [tone: string, words: string] {
  if (state === 'in-sync') return ['good', `in sync, ${Math.abs(errorMs ?? 0)} ms`]
  if (state === 'blocked') return ['bad', 'no sound yet']
  if (state === 'catching-up') return ['wait', 'catching up']
  if (state === 'waiting') return ['wait', 'getting ready']
  return ['good', 'live']
}
