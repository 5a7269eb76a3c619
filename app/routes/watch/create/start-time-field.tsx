import type { Wish } from './wish'
import { zoneWords } from './zone-words'

/** When the film begins by itself, by the clock of whoever types it; where no script tells which that is, in UTC. */
export function StartTime({ wish, problem }: { wish: Wish; problem: string | undefined }) {
  const notes = `startsAt-hint${problem ? ' startsAt-problem' : ''}`
  return (
    <div className="grid gap-1.5">
      <label htmlFor="startsAt" className="font-semibold">
        Starts
      </label>
      <input type="hidden" name="timeZone" value={wish.timeZone} />
      <span className="field">
        <input
          id="startsAt"
          name="startsAt"
          type="datetime-local"
          defaultValue={wish.startsAt}
          aria-invalid={problem ? true : undefined}
          aria-describedby={notes}
          className="min-h-[46px] w-full min-w-0"
        />
      </span>
      <p id="startsAt-hint" data-time-zone className="text-sm text-muted">
        {zoneWords(wish.timeZone)}
      </p>
      {problem && (
        <p id="startsAt-problem" className="text-sm font-semibold text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}
