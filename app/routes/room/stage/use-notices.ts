import { useEffect, useState } from 'react'
import type { EventType, RoomEvent } from '~/domain/room/event'
import { nameOf, type Room } from '~/domain/room/room'
import type { RoomFeed } from '~/sync/browser/room-feed'
import { noticesOf, type Notice } from '../screen/live/notices'

/** A notice as it hangs on the wall. */
export type Toast = {
  /** The number of the event it tells of. */
  seq: number
  text: string
  /** Whose doing it was, for their picture; null when it was nobody's. */
  who: string | null
  /** How many of the same kind it tells of by now. */
  count: number
  key: string | null
}

/** Long enough to look up and read one from the sofa. */
const SHOWN_MS = 7_000
/** What does not fit beside the code is not worth covering the song. */
const SHOWN_AT_ONCE = 3
/** A wall is no place for who asks to come in, who has gone, or what was set. */
const ON_A_WALL: EventType[] = [
  'queue.added',
  'playback.movedOn',
  'member.joined',
  'member.roleChanged',
  'room.hostCameBack',
  'room.stayedOpen',
]
/** The wall tells everybody, also of what the one did whose device it is. */
const NOBODY = ''

/** The last few things that happened, each for a moment. */
export function useNotices(feed: RoomFeed): Toast[] {
  const [toasts, setToasts] = useState<Toast[]>([])
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const stop = feed.onEvents((events, after, before) => {
      const fresh = toastsOf(events, before, after)
      const last = fresh.at(-1)
      if (!last) return
      setToasts((shown) => fresh.reduce(hang, shown).slice(-SHOWN_AT_ONCE))
      const timer = setTimeout(() => {
        timers.delete(timer)
        setToasts((shown) => shown.filter(({ seq }) => seq > last.seq))
      }, SHOWN_MS)
      timers.add(timer)
    })
    return () => {
      stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [feed])
  return toasts
}

type Fresh = Toast & { many: Notice['many'] }

function toastsOf(events: RoomEvent[], before: Room, after: Room): Fresh[] {
  return events
    .filter(({ type }) => ON_A_WALL.includes(type))
    .flatMap((event) =>
      noticesOf([event], { before, after, memberId: NOBODY }).map(({ text, many }) => ({
        seq: event.seq,
        text,
        who: whoIn(event, after),
        count: 1,
        key: many?.key ?? null,
        many,
      })),
    )
}

/** Of a vote nobody is to blame, and the clock has no face. */
function whoIn(event: RoomEvent, room: Room): string | null {
  if (event.type === 'member.joined') return event.member.role === 'stage' ? null : event.member.name
  const isSomebodys =
    event.type === 'queue.added' || (event.type === 'playback.movedOn' && event.outcome === 'skipped')
  return isSomebodys && event.by !== null ? nameOf(room, event.by) : null
}

/** Ten songs that one person adds at once are one notice; ten people who come in are one without a face. */
function hang(shown: Toast[], { many, ...fresh }: Fresh): Toast[] {
  const last = shown.at(-1)
  if (!last || !many || last.key !== many.key) return [...shown, fresh]
  const count = last.count + 1
  const who = last.who === fresh.who ? fresh.who : null
  return [...shown.slice(0, -1), { ...fresh, who, count, text: many.text(count) }]
}
