import { useRef, useState, type CSSProperties } from 'react'
import { positionAt } from '~/domain/playback/playhead'
import { showDuration } from '~/ui/time'
import { useRoomNow } from '../live/use-room-now'
import { useMay, useRoomPage } from '../room-page'

const LOOK_EVERY_MS = 250
const STEP_MS = 5_000
const KEYS: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }
/** Keys that are held down seek once, when they are let go. */
const SETTLE_MS = 400

type ProgressProps = {
  /** Who may not take it elsewhere can try where this is given, and is told this. */
  whyNot?: string | null
}

/** Where the song is. Who runs the evening can take it elsewhere. */
export function Progress({ whyNot = null }: ProgressProps) {
  const { room, live } = useRoomPage()
  const maySeek = useMay('playback.seek')
  const nowMs = useRoomNow(LOOK_EVERY_MS)
  const [soughtMs, setSoughtMs] = useState<number | null>(null)
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { durationMs } = room.current!.track
  const positionMs = soughtMs ?? Math.min(positionAt(room.playhead, nowMs), durationMs)
  const words = `${showDuration(positionMs)} of ${showDuration(durationMs)}`

  /** What is refused shows nothing else for a moment: the slider stands where the film is. */
  function seek(toMs: number) {
    if (whyNot !== null) return live?.refuse(whyNot)
    setSoughtMs(toMs)
    clearTimeout(settling.current)
    settling.current = setTimeout(() => {
      setSoughtMs(null)
      void live?.send('playback', { positionMs: String(Math.round(toMs)) })
    }, SETTLE_MS)
  }

  const style = { '--done': `${(positionMs / Math.max(1, durationMs)) * 100}%` } as CSSProperties
  return (
    <div className="progress" style={style}>
      {(maySeek || whyNot !== null) && live ? (
        <input
          type="range"
          className="bar"
          aria-label="Position"
          aria-valuetext={words}
          aria-disabled={whyNot !== null || undefined}
          title={whyNot ?? undefined}
          min={0}
          max={durationMs}
          step={100}
          value={positionMs}
          onChange={(event) => seek(Number(event.currentTarget.value))}
          onKeyDown={(event) => {
            const direction = KEYS[event.key]
            if (!direction) return
            event.preventDefault()
            seek(Math.min(durationMs, Math.max(0, positionMs + direction * STEP_MS)))
          }}
        />
      ) : (
        <progress
          className="bar"
          aria-label="Position"
          aria-valuetext={words}
          max={durationMs}
          value={Math.round(positionMs)}
        />
      )}
      <p className="mt-1.5 flex justify-between text-[13px] text-muted tabular-nums" aria-hidden="true">
        <span>{showDuration(positionMs)}</span>
        {!room.playhead.playing && !room.gate && <span>Paused</span>}
        <span>{showDuration(durationMs)}</span>
      </p>
    </div>
  )
}
