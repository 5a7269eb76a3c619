import type { ReactNode } from 'react'

type Props = { id: string; title: string; lead?: ReactNode; children: ReactNode }

/** One thing that can be set, under its name. */
export function Section({ id, title, lead, children }: Props) {
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-5">
      <div className="grid gap-1">
        <h2 id={id} className="text-xl font-bold tracking-tight text-text">
          {title}
        </h2>
        {lead && <p className="text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  )
}
