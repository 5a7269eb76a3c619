import { INVITE_WORDS } from '~/routes/room/words/invites'
import { RoomForm } from '../room-form'
import { useRoomPage } from '../room-page'

/** For hosts: who was asked and is not here, and the way to ask more. */
export function Invited() {
  const { room, target } = useRoomPage()
  const absent = Object.values(room.members).filter(
    ({ accountId, state }) => accountId !== null && INVITE_WORDS[state],
  )
  return (
    <div className="mt-3 grid gap-2">
      {absent.length > 0 && (
        <ul aria-label="Invited" className="grid">
          {absent.map(({ id, name, state }) => (
            <li key={id} className="flex min-h-[44px] items-center gap-3">
              <span className="min-w-0 flex-1 truncate">
                <bdi>{name}</bdi>
                <span className="text-sm text-muted"> · {INVITE_WORDS[state]}</span>
              </span>
              {(state === 'invited' || state === 'notComing') && (
                <RoomForm to={`invites/${id}/removal`}>
                  <button className="button">
                    Cancel<span className="sr-only"> the invitation of {name}</span>
                  </button>
                </RoomForm>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a className="button" href={`/rooms/${room.code}/invites`} target={target}>
          Invite people
        </a>
      </p>
    </div>
  )
}
