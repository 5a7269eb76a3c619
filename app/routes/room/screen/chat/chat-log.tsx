import { useEffect, useRef } from 'react'
import type { Message } from '~/domain/chat/message'
import { nameOf } from '~/domain/room/room'
import { Avatar } from '~/ui/avatar'
import { useRoomNow } from '../live/use-room-now'
import { useRoomPage } from '../room-page'
import { showAgo } from './ago'

/** Messages of one person within this time stand together under one name. */
const TOGETHER_MS = 3 * 60_000
const MINUTE_MS = 60_000
/** Who reads further up is left there. */
const NEAR_END_PX = 120

export function ChatLog() {
  const { room, me } = useRoomPage()
  const nowMs = useRoomNow(MINUTE_MS)
  const end = useFollowedEnd(room.messages.at(-1)?.id)
  if (room.messages.length === 0)
    return <p className="py-6 text-center text-muted">Say hello to everybody.</p>
  return (
    <ol ref={end} className="chat-log" aria-label="What was said">
      {room.messages.map((message, index) => {
        const isMine = message.memberId === me.id
        const begins = !belongsTo(message, room.messages[index - 1])
        const name = nameOf(room, message.memberId)
        return (
          <li
            key={message.id}
            className="message"
            data-mine={isMine || undefined}
            data-begins={begins || undefined}
          >
            {begins && (
              <p className="message-head">
                {!isMine && <Avatar name={name} sizePx={22} />}
                <b className={isMine ? 'sr-only' : 'truncate font-semibold text-text'}>
                  <bdi>{isMine ? 'You' : name}</bdi>
                </b>
                <span className="flex-none">{showAgo(nowMs - message.atMs)}</span>
              </p>
            )}
            <p dir="auto" className="message-text">
              {message.text}
            </p>
          </li>
        )
      })}
    </ol>
  )
}

function belongsTo(message: Message, before: Message | undefined): boolean {
  return before?.memberId === message.memberId && message.atMs - before.atMs < TOGETHER_MS
}

/** Keeps the newest message in sight for those who are at the end. */
function useFollowedEnd(lastId: string | undefined) {
  const log = useRef<HTMLOListElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    const scroller = log.current?.closest('.chat-scroll')
    if (!scroller || lastId === undefined) return
    const fromEndPx = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
    const lastPx = (log.current!.lastElementChild as HTMLElement | null)?.offsetHeight ?? 0
    if (isFirst.current || fromEndPx - lastPx < NEAR_END_PX) scroller.scrollTop = scroller.scrollHeight
    isFirst.current = false
  }, [lastId])
  return log
}
