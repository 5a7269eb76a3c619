import { useEffect, useState } from 'react'
import type { Member } from '~/domain/membership/member'
import { mayRemoveMember } from '~/domain/membership/decide'
import { peopleOf } from '~/domain/room/room'
import { Avatar } from '~/ui/avatar'
import { CrownIcon } from '~/ui/icons'
import { Sheet } from '~/ui/sheet'
import { Opened, openedParts } from '../opened/opened'
import { useMay, useRoomPage } from '../room-page'
import { standingOf } from './standing'

/** Everybody who is in, those who are connected first. Who may do something about a person gets a button for it. */
export function People() {
  const page = useRoomPage()
  const { room, me, present, live, everything, devices } = page
  const mayPromote = useMay('member.promote')
  const mayInvite = useMay('member.invite') && me.accountId !== null
  const [chosenId, setChosenId] = useState<string | null>(null)
  const people = peopleOf(room).sort((a, b) => Number(isHere(b)) - Number(isHere(a)))
  const screens = Object.values(room.members).filter(
    (member) => member.state === 'in' && member.role === 'stage',
  )
  const isAnyTold = devices !== null || people.some(({ id }) => standingOf(page, id))
  useEffect(() => {
    if (isAnyTold) openedParts.fetch()
  }, [isAnyTold])
  const chosen = chosenId ? room.members[chosenId] : undefined

  function isHere(member: Member): boolean {
    return !present || present.has(member.id) || member.id === me.id
  }
  function isOpen(member: Member): boolean {
    return member.id === me.id || mayPromote || mayRemoveMember(room, me, member)
  }
  return (
    <>
      {devices && <Opened>{({ EveryonesSync }) => <EveryonesSync counts={devices.counts} />}</Opened>}
      <ul className="people" aria-label="People">
        {people.map((member) => (
          <li key={member.id}>
            {live && isOpen(member) ? (
              <button
                type="button"
                className="person"
                data-away={!isHere(member) || undefined}
                popoverTarget="person"
                aria-describedby={standingOf(page, member.id) ? syncId(member) : undefined}
                onClick={() => setChosenId(member.id)}
              >
                <Person member={member} isHere={isHere(member)} isButton />
              </button>
            ) : (
              <span className="person" data-away={!isHere(member) || undefined}>
                <Person member={member} isHere={isHere(member)} />
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
      {mayInvite && <Opened wanted>{({ Invited }) => <Invited />}</Opened>}
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

type PersonProps = { member: Member; isHere: boolean; isButton?: boolean }

function Person({ member, isHere, isButton = false }: PersonProps) {
  const page = useRoomPage()
  const { me } = page
  const standing = isHere ? standingOf(page, member.id) : null
  return (
    <>
      <Avatar name={member.name} />
      <span className="grid min-w-0">
        <span className="truncate">
          <bdi>{member.name}</bdi>
          {member.id === me.id && ' (you)'}
          {member.role === 'cohost' && <span className="text-muted">, co-host</span>}
          {member.role === 'controller' && <span className="text-muted">, controller</span>}
          {!isHere && <span className="sr-only">, away</span>}
        </span>
        {standing && (
          <Opened>
            {({ PersonsSync }) => <PersonsSync sync={standing} id={syncId(member)} isName={isButton} />}
          </Opened>
        )}
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

function syncId({ id }: Member): string {
  return `sync-${id}`
}
