import type { Member } from '~/domain/membership/member'
import { RoomForm } from '../room-form'

/** Who waits at the door for a host's word. */
export function Asking({ asking }: { asking: Member[] }) {
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
