import { useSyncExternalStore } from 'react'
import { hasMicrophone } from '~/player/calibration/microphone'
import type { Heard, Tuning, TuningSnapshot } from '~/player/calibration/tuning'

type Props = { tuning: Tuning; state: TuningSnapshot }

const neverChanges = () => () => {}

/** The same, measured: both devices whistle, and this one listens. */
export function ByMicrophone({ tuning, state: { progress, heard, ticks } }: Props) {
  const canHear = useSyncExternalStore(neverChanges, hasMicrophone, () => true)
  return (
    <section aria-labelledby="microphone-title" className="card grid gap-4 px-4 py-4">
      <div className="grid gap-1">
        <h2 id="microphone-title" className="font-bold">
          By microphone
        </h2>
        <p className="text-muted">
          {canHear
            ? 'Both devices whistle for a quarter of a minute, and this one listens. Turn them up, keep them close, be quiet.'
            : 'This needs a microphone and a secure page (https).'}
        </p>
      </div>
      {canHear && (
        <p className="flex flex-wrap items-center gap-3">
          <button
            type="button"
            className="button"
            disabled={progress !== null || !ticks}
            onClick={() => void tuning.listen()}
          >
            {heard ? 'Listen again' : 'Listen'}
          </button>
          {progress !== null && (
            <progress aria-label="Heard so far" className="listened" value={progress} max={1} />
          )}
        </p>
      )}
      <output className={typeof heard === 'string' ? 'text-bad' : ''}>{heard && wordsOf(heard)}</output>
    </section>
  )
}

function wordsOf(heard: Heard): string {
  if (typeof heard === 'object') {
    const { lateMs, spreadMs } = heard
    const how = `${Math.abs(lateMs).toFixed(1)} ms ${lateMs < 0 ? 'early' : 'late'}`
    return `It was ${how}, give or take ${Math.max(0.1, spreadMs).toFixed(1)}. Corrected: save it.`
  }
  return {
    reference: 'The reference could not be heard. Is it clicking, and loud enough?',
    self: 'This device could not be heard. Is its sound on, and loud enough?',
    unsteady: 'It was too noisy to be sure. Move them closer and try again.',
    'no-microphone': 'The microphone may not be used here. Allow it, or tune by ear.',
  }[heard]
}
