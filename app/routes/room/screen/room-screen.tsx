import { useEffect, useMemo, useState, type CSSProperties, type FormEvent } from 'react'
import { peopleOf } from '~/domain/room/room'
import { ArtworkRoom } from '~/ui/artwork'
import { useRoom } from '~/sync/browser/use-room'
import { useDebugSync } from '../debug/use-debug-sync'
import { useRemote } from '../sound/use-remote'
import { useSound } from '../sound/use-sound'
import { AddSong } from './add/add-song'
import { ChatLog } from './chat/chat-log'
import { Say } from './chat/say'
import { Header } from './header/header'
import type { RoomInitial } from './initial'
import { LiveRoom } from './live/live-room'
import { Banners } from './notices/banners'
import { ToastStack } from './notices/toast-stack'
import { NowPlaying } from './now/now-playing'
import { openedParts, type OpenedParts } from './opened/opened'
import { People } from './people/people'
import { Requests } from './people/requests'
import { NextUp } from './queue/next-up'
import { RoomPageContext, roomPage } from './room-page'
import { Tabs, type Tab } from './tabs'
import { Unscripted, UnscriptedMore } from './unscripted'

const FAREWELL_WITHIN_MS = 1_000

type RoomScreenProps = {
  initial: RoomInitial
  /** Given by the server alone. */
  everything?: OpenedParts | null
}

/** The room's page, drawn by the server and carried on by the browser. */
export function RoomScreen({ initial, everything = null }: RoomScreenProps) {
  const [live] = useState(() => new LiveRoom(initial))
  const state = useRoom(live.feed, live.player.busyForMs)
  const { room, gone } = state
  const page = useMemo(() => roomPage(state, initial, live, everything), [state, initial, live, everything])
  const [tab, setTab] = useState<Tab>('queue')
  useSound(live.player, live.feed)
  useRemote(live.player, state, live.command)
  useDebugSync(live.player)
  useEffect(() => live.watch(), [live])
  // Who reached for something before this script came has it in their hand.
  useEffect(() => reachFor(document.activeElement, live), [live])
  useFarewell(room.code, gone !== null || room.ended !== null)
  return (
    <ArtworkRoom value={page.room.code}>
      <RoomPageContext value={page}>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- forms bubble up to here */}
        <div
          className="room"
          data-tab={tab}
          data-film={room.current?.track.kind === 'video' || undefined}
          style={tint(room.current?.track.artworkColor)}
          onPointerOver={({ target }) => reachFor(target, live)}
          onFocus={({ target }) => reachFor(target, live)}
          onSubmit={(event: FormEvent) => void live.submit(event.nativeEvent as SubmitEvent)}
        >
          <Header />
          <Banners />
          <Requests />
          <main className="room-main">
            <div className="live">
              <NowPlaying />
            </div>
            <Unscripted />
            <Tabs tab={tab} onChoose={setTab} />
            <AddSong />
            <section aria-label="Next up" className="panel queue-scroll live" data-panel="queue">
              <NextUp />
            </section>
          </main>
          <aside className="room-side" aria-label="People and chat">
            <div className="side-card">
              <section aria-label="People" className="panel live" data-panel="people">
                <h2 className="max-desk:sr-only">People · {peopleOf(room).length}</h2>
                <People />
              </section>
              <section aria-label="Chat" className="panel chat-scroll live" data-panel="chat">
                <h2 className="max-desk:sr-only">Chat</h2>
                <ChatLog />
              </section>
            </div>
            <Say />
            <UnscriptedMore />
          </aside>
          <ToastStack live={live} />
        </div>
      </RoomPageContext>
    </ArtworkRoom>
  )
}

/** What somebody is about to open, or to do, is fetched while they are still on their way to it. */
function reachFor(target: EventTarget | null, live: LiveRoom): void {
  if (!(target instanceof Element)) return
  if (target.closest('[popovertarget], .add, .queue button, .grip')) openedParts.fetch()
  if (target.closest('.sound, .film')) live.player.prepare()
  if (target.closest('form, input')) live.foresee()
}

/** The server draws what stays of a room, and of a membership; a full room does not ask for it in the same moment. */
function useFarewell(code: string, isOver: boolean): void {
  useEffect(() => {
    if (!isOver) return
    const timer = setTimeout(() => location.replace(`/rooms/${code}`), Math.random() * FAREWELL_WITHIN_MS)
    return () => clearTimeout(timer)
  }, [code, isOver])
}

function tint(color: string | null | undefined): CSSProperties | undefined {
  return color ? ({ '--tint': color } as CSSProperties) : undefined
}
