import { FormProblem } from '~/ui/form'
import { ChosenPill } from './chosen-pill'
import { SELECTION, type PartyFormProps } from './drawn'
import { Options } from './options'
import { Shelf } from './shelf'
import { Who } from './who'

/**
 * One form: on a desk what to watch stands beside who comes, on a phone one after the other. Its first button only looks
 * around, so that Enter in any field opens nothing by accident.
 */
export function PartyForm(props: PartyFormProps) {
  const { wish, problems, chosen } = props
  return (
    <form
      method="post"
      action="/new/watch"
      id="party"
      data-step={wish.step}
      className="group grid grid-cols-1 gap-6"
    >
      <FormProblem form={{ typed: {}, problems: { '': problems[''] ?? '' } }} />
      <input type="hidden" name="commandId" value={wish.commandId} />
      <div id="party-chosen" className="hidden grid-cols-1 gap-3 has-[:is(.card,button,[role=alert])]:grid">
        <input type="hidden" name="step" value={wish.step} />
        <ChosenPill {...props} />
        <p className="flex gap-3 desk:hidden">
          {wish.step === 'who' ? (
            <button className="button" formAction={SELECTION} name="turn" value="what">
              ← What to watch
            </button>
          ) : (
            chosen && (
              <button className="button primary flex-1" formAction={SELECTION} name="turn" value="who">
                Next: who comes
              </button>
            )
          )}
        </p>
      </div>
      <div className="grid grid-cols-1 items-start gap-8 desk:grid-cols-[1fr_360px]">
        <section
          id="party-what"
          aria-labelledby="party-place"
          className="grid grid-cols-1 gap-4 max-desk:group-data-[step=who]:hidden"
        >
          <Shelf {...props} />
        </section>
        <section
          aria-label="Who comes, and what they may do"
          className="grid grid-cols-1 gap-6 max-desk:group-data-[step=what]:hidden"
        >
          <Who {...props} />
          <Options wish={wish} problems={problems} />
          <button className="button primary min-h-[56px] text-base">Open the watch party</button>
        </section>
      </div>
    </form>
  )
}
