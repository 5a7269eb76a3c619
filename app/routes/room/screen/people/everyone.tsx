import type { Sync, SyncState } from '~/domain/playback/device'
import type { DevicesTold } from '~/sync/frames'
import { syncWords, toneOf } from '~/routes/room/words/sync'
import { useRoomPage } from '../room-page'

/** Fewer than this can be read one by one. */
const COUNTED_FROM = 8

/** What many devices do, the good news first. */
const MANY: [SyncState, string][] = [
  ['in-sync', 'in sync'],
  ['catching-up', 'catching up'],
  ['waiting', 'getting ready'],
  ['stalled', 'buffering'],
  ['blocked', 'without sound'],
  ['unplayable', 'who cannot play it'],
  ['off', 'not playing'],
]

/** "47 in sync · 2 catching up · 1 without sound": for hosts of a room in which nobody could count. */
export function EveryonesSync({ counts }: Pick<DevicesTold, 'counts'>) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const parts = MANY.filter(([state]) => counts[state]).map(([state, words]) => `${counts[state]} ${words}`)
  if (total < COUNTED_FROM || parts.length === 0) return null
  return <p className="mt-1 mb-2 text-sm text-muted tabular-nums">{parts.join(' · ')}</p>
}

type PersonsSyncProps = {
  sync: Sync
  id: string
  /** Whether it stands in what a button is called by: then it describes the button, and does not name it anew each second. */
  isName: boolean
}

/** How one person's device stands, beneath their name. Silence is no news, unless the room waits for everyone. */
export function PersonsSync({ sync, id, isName }: PersonsSyncProps) {
  const { room } = useRoomPage()
  const waitsForAll = room.policy.readyGate && room.current !== null && !room.playhead.playing
  if (sync.state === 'idle' && !waitsForAll) return null
  return (
    <span
      id={id}
      aria-hidden={isName || undefined}
      className="person-sync tabular-nums"
      data-tone={toneOf(sync.state)}
    >
      {OF_OTHERS[sync.state] ?? syncWords(sync)}
    </span>
  )
}

/** Where the words for one's own device would not do for somebody else's. */
const OF_OTHERS: Partial<Record<SyncState, string>> = {
  idle: 'ready',
  stalled: 'buffering',
  blocked: 'no sound yet',
  off: 'not playing',
}
