import type { ReactNode } from 'react'
import { Wordmark } from './wordmark'

type Props = { children: ReactNode; width?: 'wide' | 'text'; current?: string }

const LINKS = [
  { href: '/history', label: 'History' },
  { href: '/settings', label: 'Settings' },
]

/** The pages around the rooms: the name of the house on top, and the ways to its other pages. */
export function PageFrame({ children, width = 'text', current }: Props) {
  const measure = width === 'wide' ? 'max-w-[1080px]' : 'max-w-[720px]'
  return (
    <div className={`mx-auto px-4 sm:px-6 ${measure}`}>
      <header className="flex items-center justify-between gap-2 py-3 sm:py-5">
        <Wordmark />
        <nav aria-label="Pages" className="flex sm:gap-3">
          {LINKS.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              aria-current={href === current ? 'page' : undefined}
              className="inline-flex min-h-[44px] items-center rounded-full px-3 font-semibold text-muted no-underline hover:text-text aria-[current=page]:text-text"
            >
              {label}
            </a>
          ))}
        </nav>
      </header>
      <main className="grid grid-cols-1 gap-10 pt-6 pb-20">{children}</main>
    </div>
  )
}

/** What a page is about, and a line under it. */
export function PageTitle({ children, lead }: { children: ReactNode; lead?: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h1
        dir="auto"
        className="text-3xl leading-tight font-bold tracking-tight text-balance wrap-anywhere sm:text-4xl"
      >
        {children}
      </h1>
      {lead && <p className="text-muted">{lead}</p>}
    </div>
  )
}
