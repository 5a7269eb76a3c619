import { useState } from 'react'
import { spokenSync, syncWords, toneOf, type Tone } from '~/routes/room/words/sync'
import { useSettled } from './use-settled'
import { usePlayer } from '../live/use-player'
import { useRoomPage } from '../room-page'

/** Most breaks are over before anybody could read that there is one. */
const BREAK_SHOWN_AFTER_MS = 2_000
/** Said aloud once it lasts: a pill that is looked at may change, one that is heard must not chatter. */
const SPOKEN_AFTER_MS = 3_000

/** Whether this device is with the room, in a few words, and what to do when it is not. */
export function SyncPill() {
  const { connection, live, room } = useRoomPage()
  const { sync, blocked } = usePlayer()
  const [wasLive, setWasLive] = useState(false)
  if (connection === 'live' && !wasLive) setWasLive(true)
  const isLive = useSettled(connection === 'live', connection === 'live' ? 0 : BREAK_SHOWN_AFTER_MS, false)
  const spoken = useSettled(spokenSync(sync.state), SPOKEN_AFTER_MS, '')
  if (!live) return null
  const isReady = room.gate !== null && sync.state === 'idle'
  const words = isLive ? (isReady ? 'ready' : syncWords(sync)) : wasLive ? 'Reconnecting…' : 'Connecting…'
  return (
    <>
      {blocked ? (
        <button
          type="button"
          className="pill sync live"
          data-tone="bad"
          onClick={() => live.player.unblock()}
        >
          <span className="dot" />
          {syncWords(sync)}
        </button>
      ) : (
        <Pill tone={isLive ? toneOf(sync.state) : 'wait'} words={words} />
      )}
      <output className="sr-only">{spoken}</output>
    </>
  )
}

function Pill({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span className="pill sync live" data-tone={tone} title="How this device stands with the room">
      <span className="dot" />
      <span className="tabular-nums">{words}</span>
    </span>
  )
}
