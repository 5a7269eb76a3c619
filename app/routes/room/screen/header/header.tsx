import { showCode } from '~/domain/room/code'
import { presetOf } from '~/domain/room/kinds'
import { GearIcon, ShareIcon } from '~/ui/icons'
import { Sheet } from '~/ui/sheet'
import { Opened } from '../opened/opened'
import { useMay, useRoomPage } from '../room-page'
import { SyncPill } from './sync-pill'

export function Header() {
  const { room } = useRoomPage()
  const { short } = presetOf(room.kind)
  const mayEnd = useMay('room.end')
  const mayPair = useMay('room.pairStage')
  const mayChange = useMay('room.change')
  return (
    <header className="room-header">
      <h1 dir="auto" className="min-w-0 flex-1 truncate text-lg font-bold tracking-tight">
        {room.name}
      </h1>
      <SyncPill />
      <span className="hidden font-code font-bold tracking-[.08em] desk:inline">
        {showCode(room.code, presetOf(room.kind).code)}
      </span>
      <button type="button" className="button share-button" popoverTarget="share">
        <span className="desk:hidden">
          <ShareIcon />
        </span>
        <span className="max-desk:sr-only">Share</span>
      </button>
      <Sheet id="share" title="Bring others in">
        <Opened>{({ ShareSheet }) => <ShareSheet />}</Opened>
      </Sheet>
      {mayPair && (
        <a
          className="button max-desk:hidden"
          href={`/rooms/${room.code}/stage`}
          target="_blank"
          rel="noreferrer"
        >
          Stage
        </a>
      )}
      {mayChange && (
        <a className="button max-desk:hidden" href={`/rooms/${room.code}/settings`}>
          Settings
        </a>
      )}
      {mayEnd && (
        <button type="button" className="button max-desk:hidden" popoverTarget="end">
          End
        </button>
      )}
      {(mayChange || mayEnd) && (
        <button
          type="button"
          className="button icon desk:hidden"
          aria-label={`This ${short}`}
          popoverTarget="this-room"
        >
          <GearIcon />
        </button>
      )}
      {(mayChange || mayEnd) && (
        <Sheet id="this-room" title={`This ${short}`}>
          <Opened>{({ RoomSheet }) => <RoomSheet />}</Opened>
        </Sheet>
      )}
      {mayEnd && (
        <Sheet id="end" title={`End this ${short}?`}>
          <Opened>{({ EndSheet }) => <EndSheet />}</Opened>
        </Sheet>
      )}
    </header>
  )
}
