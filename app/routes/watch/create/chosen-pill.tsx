import { Artwork } from '~/ui/artwork'
import { CloseIcon } from '~/ui/icons'
import { blindWords, whoIsBlind } from './blind'
import { SELECTION, type PartyFormProps } from './drawn'

/** What will be on; for an episode, whether the rest of its season follows. */
export function ChosenPill({ chosen, wish, people, problems }: PartyFormProps) {
  const problem = problems.item && (
    <p role="alert" className="font-semibold text-bad">
      {problems.item}
    </p>
  )
  if (!chosen) return problem ?? null
  const ticked = people.filter(({ id }) => id in wish.roles)
  return (
    <div className="card grid grid-cols-1 gap-2 p-3" data-library={chosen.libraryId}>
      <input type="hidden" name="item" value={chosen.id} />
      <div className="flex items-center gap-3">
        <Artwork artworkId={chosen.artworkId} title={chosen.title} widthPx={56} isFilm />
        <p className="min-w-0 flex-1">
          <span className="block text-sm text-muted">To watch</span>
          <span dir="auto" className="block">
            <b className="line-clamp-2 text-lg leading-snug wrap-anywhere">{chosen.title}</b>
            <span className="block truncate text-sm text-muted">{chosen.line}</span>
          </span>
        </p>
        <button
          className="button icon"
          formAction={SELECTION}
          name="choose"
          value="none"
          aria-label={`Choose something else than ${chosen.title}`}
        >
          <CloseIcon />
        </button>
      </div>
      {chosen.restCount > 0 && (
        <label className="flex min-h-[44px] items-center justify-between gap-4 border-t border-line pt-2">
          {chosen.restCount === 1
            ? 'Then the last episode of the season'
            : `Then the other ${chosen.restCount} episodes of the season`}
          <input type="checkbox" name="rest" className="switch" defaultChecked={wish.withRest} />
        </label>
      )}
      <output data-why className="block text-sm font-semibold text-bad empty:hidden">
        {blindWords(whoIsBlind(ticked, chosen.libraryId))}
      </output>
      {problem}
    </div>
  )
}
