import { mayRemoveMember } from '~/domain/membership/decide'
import type { Member } from '~/domain/membership/member'
import { presetOf } from '~/domain/room/kinds'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'

/** What I may do about another person; what cannot be undone is asked twice. */
export function PersonActions({ member }: { member: Member }) {
  const { room, me } = useRoomPage()
  const mayPromote = useMay('member.promote')
  const mayHandOver = useMay('room.handOver')
  const { short } = presetOf(room.kind)
  const isCohost = member.role === 'cohost'
  const members = `members/${member.id}`
  return (
    <div className="person-actions">
      {mayPromote && (
        <RoomForm to={`${members}/role`} fields={{ role: isCohost ? 'guest' : 'cohost' }}>
          <button className="button w-full">{isCohost ? 'Make a guest again' : 'Make co-host'}</button>
        </RoomForm>
      )}
      {mayHandOver && (
        <Confirmed
          label={`Hand the ${short} over`}
          question={
            <>
              Then <bdi>{member.name}</bdi> is the host, and you are a co-host.
            </>
          }
        >
          <RoomForm to="host" fields={{ memberId: member.id }}>
            <button className="button primary w-full">Yes, hand it over</button>
          </RoomForm>
        </Confirmed>
      )}
      {mayRemoveMember(room, me, member) && (
        <Confirmed
          label="Remove"
          question={
            <>
              <bdi>{member.name}</bdi> cannot come back in while this {short} lives.
            </>
          }
        >
          <RoomForm to={`${members}/removal`}>
            <button className="button danger w-full">Yes, remove</button>
          </RoomForm>
        </Confirmed>
      )}
    </div>
  )
}

type ConfirmedProps = { label: string; question: React.ReactNode; children: React.ReactNode }

function Confirmed({ label, question, children }: ConfirmedProps) {
  return (
    <details className="confirmed">
      <summary className="button w-full">{label}</summary>
      <div className="grid gap-3 pt-3">
        <p className="text-sm text-muted">{question}</p>
        {children}
      </div>
    </details>
  )
}
