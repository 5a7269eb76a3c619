import { ReactionButtons } from './now/film/reaction-buttons'
import type { OpenedParts } from './opened/opened'
import { useMay, useRoomPage } from './room-page'

/**
 * Where no JavaScript runs, what changes sits in a frame that refreshes itself, so that nothing that is being typed
 * beside it is ever taken. Browsers that run scripts have no use for this, so theirs leaves it out.
 */
export function Unscripted() {
  const { everything } = useRoomPage()
  return <noscript>{import.meta.env.SSR && everything && <Frame />}</noscript>
}

/** What else such a browser has no other place for. */
export function UnscriptedMore() {
  const { everything } = useRoomPage()
  return <noscript>{import.meta.env.SSR && everything && <More parts={everything} />}</noscript>
}

function Frame() {
  const { room } = useRoomPage()
  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- a sandbox would not let it refresh itself
    <iframe
      src={`/rooms/${room.code}/now`}
      title="What plays, what comes next, and what is said"
      className="now-frame"
    />
  )
}

function More({ parts: { MeActions } }: { parts: OpenedParts }) {
  const { room } = useRoomPage()
  const url = `/rooms/${room.code}`
  const mayReact = useMay('chat.say') && room.current?.track.kind === 'video'
  return (
    <div className="grid gap-3">
      {mayReact && <ReactionButtons />}
      <p className="flex flex-wrap gap-3">
        <a className="button" href={`${url}/listen`}>
          Listen
        </a>
        <a className="button" href={url}>
          Refresh
        </a>
      </p>
      <details className="card px-4">
        <summary className="flex min-h-[48px] cursor-pointer items-center font-semibold">
          Your name, and leaving
        </summary>
        <div className="pb-4">
          <MeActions />
        </div>
      </details>
    </div>
  )
}
