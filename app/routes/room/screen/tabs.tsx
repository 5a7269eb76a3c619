import { useState } from 'react'
import { peopleOf } from '~/domain/room/room'
import { useRoomPage } from './room-page'

export type Tab = 'queue' | 'chat' | 'people'

type TabsProps = { tab: Tab; onChoose: (tab: Tab) => void }

/** On a phone one part is seen at a time; at a desk all of them are, and these are not there. */
export function Tabs({ tab, onChoose }: TabsProps) {
  const { room } = useRoomPage()
  const unread = useUnread(tab)
  return (
    <nav aria-label="Room" className="tabs">
      <TabButton name="queue" tab={tab} onChoose={onChoose}>
        Next up <Count of={room.queue.length} />
      </TabButton>
      <TabButton name="chat" tab={tab} onChoose={onChoose}>
        Chat{' '}
        {unread > 0 && (
          <span className="badge">
            {unread}
            <span className="sr-only"> new</span>
          </span>
        )}
      </TabButton>
      <TabButton name="people" tab={tab} onChoose={onChoose}>
        People <Count of={peopleOf(room).length} />
      </TabButton>
    </nav>
  )
}

function TabButton({ name, tab, onChoose, children }: TabsProps & { name: Tab; children: React.ReactNode }) {
  return (
    <button type="button" aria-current={tab === name ? 'true' : undefined} onClick={() => onChoose(name)}>
      {children}
    </button>
  )
}

function Count({ of }: { of: number }) {
  return of > 0 ? <span className="text-faint tabular-nums">{of}</span> : null
}

/** Messages of others that came since the chat was last looked at. */
function useUnread(tab: Tab): number {
  const { room, me } = useRoomPage()
  const newestAtMs = room.messages.at(-1)?.atMs ?? 0
  const [readAtMs, setReadAtMs] = useState(newestAtMs)
  if (tab === 'chat') {
    if (readAtMs !== newestAtMs) setReadAtMs(newestAtMs)
    return 0
  }
  return room.messages.filter(({ atMs, memberId }) => atMs > readAtMs && memberId !== me.id).length
}
