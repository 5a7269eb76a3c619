import { Moment } from '~/ui/moment'

/** Since when there has been a key of somebody's, and when it last opened a door. */
export function Usage({ createdAtMs, lastUsedAtMs }: { createdAtMs: number; lastUsedAtMs: number | null }) {
  return (
    <p className="text-sm text-muted">
      Made <Moment atMs={createdAtMs} /> ·{' '}
      {lastUsedAtMs === null ? (
        'never used'
      ) : (
        <>
          last used <Moment atMs={lastUsedAtMs} />
        </>
      )}
    </p>
  )
}
