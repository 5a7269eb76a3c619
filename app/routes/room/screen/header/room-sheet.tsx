import { presetOf } from '~/domain/room/kinds'
import { useMay, useRoomPage } from '../room-page'

/** On a phone: what stands beside the room's name at a desk. */
export function RoomSheet() {
  const { room } = useRoomPage()
  const mayChange = useMay('room.change')
  const mayEnd = useMay('room.end')
  return (
    <div className="grid gap-2">
      {mayChange && (
        <a className="button" href={`/rooms/${room.code}/settings`}>
          Settings
        </a>
      )}
      {mayEnd && (
        <button type="button" className="button danger" popoverTarget="end">
          End this {presetOf(room.kind).short}
        </button>
      )}
    </div>
  )
}
