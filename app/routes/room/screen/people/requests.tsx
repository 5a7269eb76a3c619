import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'
import { TakeOver } from './take-over'

/** What waits for somebody's word: who asks to come in, which only hosts are told, and a room without its host. */
export function Requests() {
  return (
    <>
      <TakeOver />
      <Asking />
    </>
  )
}

function Asking() {
  const { room } = useRoomPage()
  const mayAdmit = useMay('member.admit')
  const asking = Object.values(room.members).filter((member) => member.state === 'waiting')
  if (!mayAdmit || asking.length === 0) return null
  return (
    <section aria-label="Requests to come in" className="requests">
      {asking.map((member) => (
        <div key={member.id} className="card border-accent p-4">
          <p>
            <b dir="auto">
              <bdi>{member.name}</bdi>
            </b>{' '}
            would like to come in
          </p>
          <div className="mt-3 flex gap-2">
            <RoomForm to={`members/${member.id}/admission`} className="grid flex-1">
              <button className="button primary">
                Let in<span className="sr-only"> {member.name}</span>
              </button>
            </RoomForm>
            <RoomForm to={`members/${member.id}/refusal`} className="grid flex-1">
              <button className="button">
                Not now<span className="sr-only">, {member.name}</span>
              </button>
            </RoomForm>
          </div>
        </div>
      ))}
    </section>
  )
}
