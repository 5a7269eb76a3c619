import { RoomForm } from '../room-form'

export function EndSheet() {
  return (
    <>
      <p className="mb-5 text-muted">The music stops for everybody, and nobody can come back in.</p>
      <RoomForm to="end" className="flex gap-3">
        <button className="button danger flex-1">End for everybody</button>
      </RoomForm>
    </>
  )
}
