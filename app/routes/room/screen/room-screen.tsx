import { useEffect, useState, useSyncExternalStore } from 'react'
import { RoomFeed } from '~/sync/room-feed'
import type { PresenceTold } from '~/sync/frames'
import type { Track } from '~/domain/queue/queue'
import type { Room } from '~/domain/room/room'
import type { RefusedForm } from '../command.server'

/** What the server knew when it drew the page; the browser goes on from there. */
export type RoomInitial = {
  room: Room
  memberId: string
  presence: PresenceTold
  nowMs: number
  origin: string
  query: string
  tracks: Track[] | null
  refused: RefusedForm | null
}

export function RoomScreen(initial: RoomInitial) {
  const [feed] = useState(() => new RoomFeed(initial, Date.now))
  const { room } = useSyncExternalStore(feed.subscribe, feed.getState, feed.getState)
  useEffect(() => {
    feed.connect()
    return () => feed.disconnect()
  }, [feed])
  return (
    <main>
      <h1>{room.name}</h1>
      <p>{initial.refused?.message}</p>
      <p>{room.current?.track.title}</p>
      <ol>
        {room.queue.map((item) => (
          <li key={item.id}>{item.track.title}</li>
        ))}
      </ol>
      <form method="get">
        <input name="q" aria-label="Search songs to add" defaultValue={initial.query} />
        <button>Search</button>
      </form>
      {initial.tracks?.map((track) => (
        <form key={track.id} method="post" action={`/rooms/${room.code}/queue`}>
          <input type="hidden" name="trackId" value={track.id} />
          <button>{`Add ${track.title}`}</button>
        </form>
      ))}
    </main>
  )
}
