import { useState } from 'react'
import type { Member } from '~/domain/membership/member'
import { mayRemoveMember } from '~/domain/membership/decide'
import { peopleOf } from '~/domain/room/room'
import { Avatar } from '~/ui/avatar'
import { CrownIcon } from '~/ui/icons'
import { Sheet } from '~/ui/sheet'
import { Opened } from '../opened/opened'
import { useMay, useRoomPage } from '../room-page'
import { Invited } from './invited'

/** Everybody who is in, those who are connected first. Who may do something about a person gets a button for it. */
export function People() {
  const { room, me, present, live, everything } = useRoomPage()
  const mayPromote = useMay('member.promote')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const people = peopleOf(room).sort((a, b) => Number(isHere(b)) - Number(isHere(a)))
  const screens = Object.values(room.members).filter(
    (member) => member.state === 'in' && member.role === 'stage',
  )
  const chosen = chosenId ? room.members[chosenId] : undefined

  function isHere(member: Member): boolean {
    return !present || present.has(member.id) || member.id === me.id
  }
  function isOpen(member: Member): boolean {
    return member.id === me.id || mayPromote || mayRemoveMember(room, me, member)
  }
  return (
    <>
      <ul className="people" aria-label="People">
        {people.map((member) => (
          <li key={member.id}>
            {live && isOpen(member) ? (
              <button
                type="button"
                className="person"
                data-away={!isHere(member) || undefined}
                popoverTarget="person"
                onClick={() => setChosenId(member.id)}
              >
                <Person member={member} isMe={member.id === me.id} isHere={isHere(member)} />
              </button>
            ) : (
              <span className="person" data-away={!isHere(member) || undefined}>
                <Person member={member} isMe={member.id === me.id} isHere={isHere(member)} />
              </span>
            )}
            {import.meta.env.SSR && everything && !live && member.id !== me.id && isOpen(member) && (
              <details className="p-2">
                <summary className="button quiet">Options for {member.name}</summary>
                <everything.PersonActions member={member} />
              </details>
            )}
          </li>
        ))}
      </ul>
      {screens.length > 0 && (
        <p className="mt-3 text-sm text-muted">
          {screens.length === 1 ? 'One screen is connected.' : `${screens.length} screens are connected.`}
        </p>
      )}
      <Invited />
      {live && (
        <Sheet id="person" title={chosen?.id === me.id ? 'You' : (chosen?.name ?? '')}>
          {chosen?.state === 'in' && (
            <Opened>
              {({ MeActions, PersonActions }) =>
                chosen.id === me.id ? <MeActions /> : <PersonActions key={chosen.id} member={chosen} />
              }
            </Opened>
          )}
        </Sheet>
      )}
    </>
  )
}

function Person({ member, isMe, isHere }: { member: Member; isMe: boolean; isHere: boolean }) {
  return (
    <>
      <Avatar name={member.name} />
      <span className="min-w-0 truncate">
        <bdi>{member.name}</bdi>
        {isMe && ' (you)'}
        {member.role === 'cohost' && <span className="text-muted">, co-host</span>}
        {member.role === 'controller' && <span className="text-muted">, controller</span>}
        {!isHere && <span className="sr-only">, away</span>}
      </span>
      {member.role === 'host' && (
        <span className="text-accent">
          <CrownIcon sizePx={16} />
          <span className="sr-only">host</span>
        </span>
      )}
    </>
  )
}
