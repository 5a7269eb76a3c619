import { useEffect, useState, useSyncExternalStore } from 'react'
import { SILENT, Tuning } from '~/player/calibration/tuning'
import { ByEar } from './by-ear'
import { ByMicrophone } from './by-microphone'
import { Roles } from './roles'

const neverChanges = () => () => {}

/** Everything below the title. Until the browser has taken over, nothing can be pressed. */
export function TuneScreen({ code }: { code: string }) {
  const [tuning] = useState(() => new Tuning(`/rooms/${code}/heartbeat`))
  const state = useSyncExternalStore(tuning.subscribe, tuning.getSnapshot, () => SILENT)
  const isLive = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  useEffect(() => () => tuning.stop(), [tuning])

  const isSaved = state.nudgeMs === state.savedMs
  return (
    <div className="grid gap-6">
      <Roles tuning={tuning} state={state} isLive={isLive} />
      {state.role === 'tuned' && (
        <>
          <ByEar tuning={tuning} state={state} />
          <ByMicrophone tuning={tuning} state={state} />
        </>
      )}
      <p className="flex flex-wrap items-center gap-3">
        {state.role === 'tuned' && (
          <button type="button" className="button primary" disabled={isSaved} onClick={() => tuning.save()}>
            Save for this device
          </button>
        )}
        <a className="button" href={`/rooms/${code}`}>
          Back to the room
        </a>
        <output className="text-muted">
          {state.role === 'tuned' &&
            isSaved &&
            state.savedMs !== 0 &&
            'Saved. The room’s sound here uses it.'}
        </output>
      </p>
    </div>
  )
}
