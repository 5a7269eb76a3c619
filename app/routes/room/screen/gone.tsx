import type { Room } from '~/domain/room/room'
import { Wordmark } from '~/ui/wordmark'

/** For those who are no longer in, while the others go on. */
export function Gone({ room, why }: { room: Room; why: string | null }) {
  const left = why === 'left'
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-4 p-6">
      <Wordmark />
      <h1 className="text-3xl font-bold tracking-tight text-balance">
        {left ? 'You left this jam' : 'You are no longer in this jam'}
      </h1>
      <p className="text-muted">
        {left ? (
          <>
            <bdi>{room.name}</bdi> goes on without you.
          </>
        ) : (
          <>
            A host removed you from <bdi>{room.name}</bdi>. You cannot come back in while it lives.
          </>
        )}
      </p>
      <p className="flex gap-3">
        {left && (
          <a className="button primary" href={`/join/${room.code}`}>
            Come back in
          </a>
        )}
        <a className="button" href="/">
          Go to the start
        </a>
      </p>
    </main>
  )
}
