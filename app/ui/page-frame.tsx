import type { ReactNode } from 'react'
import { useRouteLoaderData } from 'react-router'
import { InboxBadge } from './inbox/inbox-badge'
import { Wordmark } from './wordmark'

/** Who looks at a page, as its frame shows them; null for guests. */
export type Visitor = { username: string; isAdmin: boolean; invitesWaiting: number } | null

type Props = { children: ReactNode; width?: 'wide' | 'text'; current?: string }

/** The pages around the rooms: the name of the house on top, and the ways to its other pages. */
export function PageFrame({ children, width = 'text', current }: Props) {
  const measure = width === 'wide' ? 'max-w-[1080px]' : 'max-w-[720px]'
  const visitor = useRouteLoaderData<{ visitor: Visitor }>('root')?.visitor ?? null
  return (
    <div className={`mx-auto px-4 sm:px-6 ${measure}`}>
      <header className="flex flex-wrap items-center justify-between gap-x-2 py-3 sm:py-5">
        <Wordmark />
        <nav aria-label="Pages" className="-mx-2 flex flex-wrap items-center sm:gap-x-2">
          <PageLink href="/library" current={current}>
            Library
          </PageLink>
          <PageLink href="/history" current={current}>
            History
          </PageLink>
          {visitor?.isAdmin && (
            <PageLink href="/admin/people" current={current}>
              People
            </PageLink>
          )}
          {visitor ? <Known visitor={visitor} current={current} /> : <Guest current={current} />}
        </nav>
      </header>
      <main className="grid grid-cols-1 gap-10 pt-6 pb-20">{children}</main>
    </div>
  )
}

function Guest({ current }: { current: string | undefined }) {
  return (
    <>
      <PageLink href="/settings" current={current}>
        Settings
      </PageLink>
      <PageLink href="/login" current={current}>
        Log in
      </PageLink>
    </>
  )
}

function Known({ visitor, current }: { visitor: NonNullable<Visitor>; current: string | undefined }) {
  return (
    <>
      <PageLink href="/inbox" current={current}>
        Inbox
        <InboxBadge waiting={visitor.invitesWaiting} />
      </PageLink>
      <PageLink href="/settings" current={current}>
        <span className="sr-only">Settings of </span>
        <bdi className="max-w-[12ch] truncate">{visitor.username}</bdi>
      </PageLink>
      <form method="post" action="/logout">
        <button className={LINK}>Log out</button>
      </form>
    </>
  )
}

const LINK =
  'inline-flex min-h-[44px] cursor-pointer items-center rounded-full px-2.5 font-semibold text-muted no-underline max-sm:px-1.5 max-sm:text-[15px] hover:text-text aria-[current=page]:text-text'

function PageLink(props: { href: string; current: string | undefined; children: ReactNode }) {
  const { href, current, children } = props
  return (
    <a href={href} aria-current={href === current ? 'page' : undefined} className={LINK}>
      {children}
    </a>
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
