type Props = { typed?: string; problem?: string | null }

/** The field for a code, as it is read off a screen or heard: any case, with or without dashes. */
export function CodeForm({ typed = '', problem = null }: Props) {
  return (
    <form action="/join" className="grid max-w-[520px] grid-cols-1 gap-2">
      <div className="flex gap-3">
        <label className="field min-h-[56px] min-w-0 flex-1">
          <input
            name="code"
            aria-label="Room code"
            placeholder="ABCD-2345"
            defaultValue={typed}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            maxLength={200}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? 'code-problem' : undefined}
            className="min-h-[54px] font-code text-xl font-semibold tracking-[.08em] uppercase"
          />
        </label>
        <button className="button primary min-h-[56px]">Join</button>
      </div>
      {problem && (
        <p id="code-problem" role="alert" className="px-4 font-semibold text-bad">
          {problem}
        </p>
      )}
    </form>
  )
}
