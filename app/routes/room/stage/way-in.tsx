import { presetOf } from '~/domain/room/kinds'
import { showCode } from '~/domain/room/code'
import type { Room } from '~/domain/room/room'

type WayInProps = { room: Room; address: string; invitation: string }

/** How the others come in: a picture for those with a camera, an address and a code for those without. */
export function WayIn({ room, address, invitation }: WayInProps) {
  if (!room.policy.guestsMayJoin) return null
  const code = showCode(room.code, presetOf(room.kind).code)
  return (
    <div className="way-in">
      <img
        className="qr"
        src={`/rooms/${room.code}/qr.svg`}
        alt={`Leads to ${address}/join/${room.code}`}
        width="400"
        height="400"
      />
      <div className="way-in-words">
        <p className="way-in-say">{invitation}</p>
        <p className="quiet">
          or open <b>{address}</b> and type
        </p>
        <p className="room-code">{code}</p>
      </div>
    </div>
  )
}

export function invitationOf({ policy, kind }: Room): string {
  return policy.guestsMayAdd ? `Scan to add a ${presetOf(kind).items.one}` : 'Scan to join in'
}
