type Props = { action: string; query: string; label: string }

/** A field to search with, which works as any form does. */
export function LookFor({ action, query, label }: Props) {
  return (
    <search>
      <form action={action} className="flex gap-3">
        <span className="field min-w-0 flex-1">
          <input
            type="search"
            name="q"
            aria-label={label}
            placeholder={label}
            defaultValue={query}
            dir="auto"
            className="min-h-[46px]"
          />
        </span>
        <button className="button">Search</button>
      </form>
    </search>
  )
}
