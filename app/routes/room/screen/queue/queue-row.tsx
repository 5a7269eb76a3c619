import { memo, type PointerEvent, type ReactNode } from 'react'
import type { QueueItem } from '~/domain/queue/queue'
import { Artwork } from '~/ui/artwork'
import { CloseIcon, DownIcon, GripIcon, UpIcon } from '~/ui/icons'
import { showDuration } from '~/ui/time'
import { RoomForm } from '../room-form'

type QueueRowProps = {
  item: QueueItem
  index: number
  isLast: boolean
  isMine: boolean
  addedBy: string
  /** "in about 7 min" */
  wait: string | null
  mayMove: boolean
  mayRemove: boolean
  isDragged: boolean
  grip: ((event: PointerEvent, itemId: string, index: number) => void) | null
}

export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { item, index, isMine, addedBy, wait, mayMove, mayRemove, isDragged, grip } = props
  const { id, track } = item
  return (
    <li className="row" data-mine={isMine || undefined} data-dragged={isDragged || undefined}>
      {mayMove && grip && (
        <span className="grip" aria-hidden="true" onPointerDown={(event) => grip(event, id, index)}>
          <GripIcon sizePx={18} />
        </span>
      )}
      <Artwork artworkId={track.artworkId} title={track.title} widthPx={48} />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="truncate font-semibold">
          {track.title}
        </p>
        <p className="truncate text-sm text-muted in-[[data-mine]]:text-accent">
          {isMine ? 'You' : <bdi>{addedBy}</bdi>}
          {wait && ` · ${wait}`}
        </p>
      </div>
      <span className="row-length text-faint tabular-nums" data-hides={mayMove || undefined}>
        {showDuration(track.durationMs)}
      </span>
      {(mayMove || mayRemove) && <RowTools {...props} />}
    </li>
  )
})

/** A form for each row; what its buttons do stands on the buttons. */
function RowTools({ item: { id, track }, index, isLast, mayMove, mayRemove }: QueueRowProps) {
  return (
    <div className="row-tools" data-always={!mayMove || undefined}>
      {mayMove && (
        <>
          <Move id={id} to={index - 1} label={`Move ${track.title} up`} disabled={index === 0}>
            <UpIcon sizePx={18} />
          </Move>
          <Move id={id} to={index + 1} label={`Move ${track.title} down`} disabled={isLast}>
            <DownIcon sizePx={18} />
          </Move>
        </>
      )}
      {mayRemove && (
        <RoomForm to={`queue/${id}/removal`} className="contents">
          <button className="button icon quiet">
            <CloseIcon sizePx={18} />
            <span className="sr-only">Remove {track.title}</span>
          </button>
        </RoomForm>
      )}
    </div>
  )
}

type MoveProps = { id: string; to: number; label: string; disabled: boolean; children: ReactNode }

function Move({ id, to, label, disabled, children }: MoveProps) {
  return (
    <RoomForm to={`queue/${id}/place`} fields={{ index: to }} className="contents">
      <button className="button icon quiet" disabled={disabled}>
        {children}
        <span className="sr-only">{label}</span>
      </button>
    </RoomForm>
  )
}
