import { RoomForm } from '../room-form'
import { useRoomPage } from '../room-page'

export function EndSheet() {
  const { current } = useRoomPage().room
  const what = current?.track.kind === 'video' ? 'film' : 'music'
  return (
    <>
      <p className="mb-5 text-muted">The {what} stops for everybody, and nobody can come back in.</p>
      <RoomForm to="end" className="flex gap-3">
        <button className="button danger flex-1">End for everybody</button>
      </RoomForm>
    </>
  )
}
