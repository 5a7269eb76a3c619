import { useState } from 'react'
import { mayTakeOver } from '~/domain/membership/succession'
import { hostOf } from '~/domain/room/room'
import { useRoomNow } from '../live/use-room-now'
import { RoomForm } from '../room-form'
import { useRoomPage } from '../room-page'

/** Nobody minds a question that comes some seconds late. */
const LOOK_EVERY_MS = 10_000

/** Asks who could take over, once the host has been gone for as long as the rules say. */
export function TakeOver() {
  const { room, me, present } = useRoomPage()
  const nowMs = useRoomNow(LOOK_EVERY_MS)
  const ownerSeenAtMs = useOwnerSeen(nowMs)
  if (!mayTakeOver(room, me, { nowMs, present, ownerSeenAtMs })) return null
  return (
    <section aria-label="The host is gone" className="requests">
      <div className="card border-accent p-4">
        <output>The host has been gone for five minutes. Take over?</output>
        <RoomForm to="host/succession" className="mt-3 grid">
          <button className="button primary">Take over</button>
        </RoomForm>
      </div>
    </section>
  )
}

/** When the host was last here: now, when they went in front of our eyes, or what the server knew. */
function useOwnerSeen(nowMs: number): number {
  const { room, present, initial } = useRoomPage()
  const [seenAtMs, setSeenAtMs] = useState(initial.ownerSeenAtMs)
  const host = hostOf(room)
  const isHere = !host || !present || present.has(host.id)
  if (isHere && seenAtMs !== nowMs) setSeenAtMs(nowMs)
  return isHere ? nowMs : seenAtMs
}
