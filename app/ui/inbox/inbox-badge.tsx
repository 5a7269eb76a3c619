import { useRouteLoaderData } from 'react-router'
import islandUrl from './inbox-island.ts?worker&url'

/** How many invitations wait for an answer: as it is when the page is drawn, and where scripts run, as it becomes. */
export function InboxBadge({ waiting }: { waiting: number }) {
  const nonce = useRouteLoaderData<{ nonce: string }>('root')?.nonce
  return (
    <>
      <span
        id="inbox-badge"
        hidden={waiting === 0}
        className="ms-1.5 min-w-6 rounded-full bg-accent px-1.5 text-center text-sm font-bold text-on-accent tabular-nums"
      >
        <span data-waiting>{waiting}</span>
        <span className="sr-only"> waiting</span>
      </span>
      <script type="module" src={islandUrl} nonce={nonce} />
    </>
  )
}
