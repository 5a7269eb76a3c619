import { MOST_NUDGE_MS, type Tuning, type TuningSnapshot } from '~/player/calibration/tuning'

type Props = { tuning: Tuning; state: TuningSnapshot }

/** What the arrow keys move the slider by. */
const FINE_MS = 0.5
const STEPS_MS = [-10, -1, 1, 10]

/** Two clicks, moved until they are one. */
export function ByEar({ tuning, state: { nudgeMs } }: Props) {
  return (
    <section aria-labelledby="ear-title" className="card grid gap-4 px-4 py-4">
      <div className="grid gap-1">
        <h2 id="ear-title" className="font-bold">
          By ear
        </h2>
        <p className="text-muted">Move it until both clicks are one.</p>
      </div>
      <label className="grid gap-2">
        <span className="flex justify-between gap-3 text-sm text-muted">
          <span>Earlier</span>
          <output className="text-lg font-bold text-text">{inWords(nudgeMs)}</output>
          <span>Later</span>
        </span>
        <input
          type="range"
          className="nudge"
          aria-label="Milliseconds later"
          aria-valuetext={inWords(nudgeMs)}
          min={-MOST_NUDGE_MS}
          max={MOST_NUDGE_MS}
          step={FINE_MS}
          value={nudgeMs}
          onChange={({ target }) => tuning.setNudgeMs(target.valueAsNumber)}
        />
      </label>
      <div className="grid grid-cols-5 gap-2">
        {STEPS_MS.slice(0, 2).map((stepMs) => (
          <Step key={stepMs} stepMs={stepMs} tuning={tuning} nudgeMs={nudgeMs} />
        ))}
        <button type="button" className="button px-0" onClick={() => tuning.setNudgeMs(0)}>
          0
        </button>
        {STEPS_MS.slice(2).map((stepMs) => (
          <Step key={stepMs} stepMs={stepMs} tuning={tuning} nudgeMs={nudgeMs} />
        ))}
      </div>
      <p className="text-sm text-muted">The arrow keys move the slider by half a millisecond.</p>
    </section>
  )
}

function Step({ stepMs, tuning, nudgeMs }: { stepMs: number; tuning: Tuning; nudgeMs: number }) {
  const way = stepMs < 0 ? 'earlier' : 'later'
  return (
    <button
      type="button"
      className="button px-0"
      aria-label={`${Math.abs(stepMs)} milliseconds ${way}`}
      onClick={() => tuning.setNudgeMs(nudgeMs + stepMs)}
    >
      {stepMs < 0 ? '−' : '+'}
      {Math.abs(stepMs)}
    </button>
  )
}

function inWords(nudgeMs: number): string {
  if (nudgeMs === 0) return '0 ms'
  return `${Math.abs(nudgeMs)} ms ${nudgeMs < 0 ? 'earlier' : 'later'}`
}
