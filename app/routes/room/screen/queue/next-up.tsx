import { useState } from 'react'
import { mayRemove } from '~/domain/queue/rights'
import { presetOf } from '~/domain/room/kinds'
import { nameOf } from '~/domain/room/room'
import { useRoomNow } from '../live/use-room-now'
import { useMay, useRoomPage } from '../room-page'
import { QueueRow } from './queue-row'
import { useDragging } from './use-dragging'
import { showQueueLength, showWait, waitingTimesMs } from './waiting-time'

const LOOK_EVERY_MS = 15_000

/** What comes next. Mine are marked; who runs the evening can put them in another order. */
export function NextUp() {
  const { room, me, live } = useRoomPage()
  const mayMove = useMay('queue.move')
  const [arranging, setArranging] = useState(false)
  const waits = waitingTimesMs(room, useRoomNow(LOOK_EVERY_MS))
  const { dragged, list, grip } = useDragging((itemId, index) => {
    void live?.send(`queue/${itemId}/place`, { index: String(index) })
  })
  if (room.queue.length === 0) return <EmptyQueue />
  return (
    <div className="queue" data-arranging={arranging || !live}>
      <div className="flex min-h-[44px] items-center justify-between gap-3">
        <h2>Next up · {showQueueLength(room)}</h2>
        {mayMove && live && (
          <button
            type="button"
            className="button quiet -mr-3 min-h-[44px] desk:hidden"
            aria-pressed={arranging}
            onClick={() => setArranging(!arranging)}
          >
            {arranging ? 'Done' : 'Arrange'}
          </button>
        )}
      </div>
      <ol ref={list}>
        {room.queue.map((item, index) => (
          <QueueRow
            key={item.id}
            item={item}
            index={index}
            isLast={index === room.queue.length - 1}
            isMine={item.addedBy === me.id}
            addedBy={nameOf(room, item.addedBy)}
            wait={waits && item.addedBy === me.id ? showWait(waits[index]!) : null}
            mayMove={mayMove}
            mayRemove={mayRemove(room, me, item)}
            isDragged={dragged === item.id}
            grip={live ? grip : null}
          />
        ))}
      </ol>
    </div>
  )
}

function EmptyQueue() {
  const { items, short } = presetOf(useRoomPage().room.kind)
  const mayAdd = useMay('queue.add')
  return (
    <div className="grid justify-items-center gap-1 px-5 py-8 text-center">
      <h2 className="text-lg tracking-tight text-text">Nothing is waiting</h2>
      <p className="text-balance text-muted">
        {mayAdd
          ? `Add a ${items.one} that everybody should know.`
          : `The host picks the ${items.many} in this ${short}.`}
      </p>
    </div>
  )
}
