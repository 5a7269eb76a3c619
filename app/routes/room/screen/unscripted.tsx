import { useRoomPage } from './room-page'

/**
 * Where no JavaScript runs, what changes sits in a frame that refreshes itself, so that nothing that is being typed
 * beside it is ever taken.
 */
export function Unscripted() {
  const { room } = useRoomPage()
  const url = `/rooms/${room.code}`
  return (
    <noscript>
      <div className="grid gap-3">
        <iframe
          src={`${url}/now`}
          title="What plays, what comes next, and what is said"
          className="now-frame"
        />
        <p className="flex flex-wrap gap-3">
          <a className="button" href={`${url}/listen`}>
            Listen
          </a>
          <a className="button" href={url}>
            Refresh
          </a>
        </p>
      </div>
    </noscript>
  )
}
