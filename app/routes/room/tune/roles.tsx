import type { Role, Tuning, TuningSnapshot } from '~/player/calibration/tuning'

type RolesProps = { tuning: Tuning; state: TuningSnapshot; isLive: boolean }

const ROLES: { role: Role; label: string; hint: string }[] = [
  {
    role: 'reference',
    label: 'This is the reference',
    hint: 'The one the others should match. It just clicks.',
  },
  { role: 'tuned', label: 'Tune this one', hint: 'Its clicks are moved until they meet the reference’s.' },
]

/** Which of the two devices this is. Choosing also is the gesture that browsers want before a page may sound. */
export function Roles({ tuning, state, isLive }: RolesProps) {
  return (
    <section aria-labelledby="roles-title" className="card grid gap-4 px-4 py-4">
      <h2 id="roles-title" className="font-bold">
        Which one is this?
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {ROLES.map(({ role, label, hint }) => (
          <li key={role} className="grid content-start gap-2">
            <button
              type="button"
              className="button w-full aria-pressed:border-accent"
              aria-pressed={state.role === role}
              aria-describedby={`${role}-hint`}
              disabled={!isLive}
              onClick={() => (state.role === role ? tuning.stop() : tuning.begin(role))}
            >
              {state.role === role && <span className="pulse" data-on={state.ticks} aria-hidden="true" />}
              {label}
            </button>
            <p id={`${role}-hint`} className="text-sm text-muted">
              {hint}
            </p>
          </li>
        ))}
      </ul>
      <output className="text-muted">{isLive ? wordsOf(state) : NEEDS_JAVASCRIPT}</output>
    </section>
  )
}

const NEEDS_JAVASCRIPT =
  'One moment … If nothing happens: this page clicks at exact moments, which needs JavaScript. Everything else in the room works without.'

function wordsOf({ role, ticks }: TuningSnapshot): string {
  if (role === null) return 'Open this page on both devices, and pause the music.'
  if (!ticks) return 'One moment: listening to the room’s clock …'
  if (role === 'reference') return 'Clicking. Leave this page open, and tune the other device.'
  return 'Clicking, together with the reference.'
}
