import { useCallback, useEffect, type CSSProperties } from 'react'
import type { Track } from '~/domain/queue/queue'
import type { Room } from '~/domain/room/room'
import type { PresenceTold } from '~/sync/frames'
import { ArtworkRoom, tintOf } from '~/ui/artwork'
import { useDebugSync } from '../debug/use-debug-sync'
import { Flying } from '../flying/flying'
import { Banner } from './banner'
import { Controls } from './controls'
import { useAwake } from './device/use-awake'
import { useIdle } from './device/use-idle'
import { paletteOf } from './palette'
import { Ended, playedIn } from './scenes/ended'
import { Film } from './scenes/film'
import { Invitation } from './scenes/invitation'
import { NowPlaying } from './scenes/now-playing'
import { Unplugged } from './scenes/unplugged'
import { showing, type Showing } from './showing'
import { Toasts } from './toasts'
import { useNotices } from './use-notices'
import { useStage, type Stage } from './use-stage'

/** What the server knew when it drew the page; the browser goes on from there. */
export type StageInitial = {
  room: Room
  memberId: string
  presence: PresenceTold
  nowMs: number
  /** Where this server is found, as it is typed. */
  address: string
}

/** The room on a wall. */
export function StageScreen(initial: StageInitial) {
  const stage = useStage(initial)
  const { state, player, sound, nowMs } = stage
  const { room, gone } = state
  const toasts = useNotices(stage.feed)
  const isIdle = useIdle()
  useDebugSync(player)
  useAwake(gone === null && room.ended === null)
  useEffect(() => {
    // The room ended while this screen was cut off; what was played is known to the server.
    if (gone === 'ended' && !room.ended) location.reload()
  }, [gone, room.ended])
  const showFilmIn = useCallback((screen: HTMLElement | null) => player.showIn(screen), [player])

  const show = showing(room, nowMs)
  const scene = sceneOf(stage, show)
  const isQuiet = scene === 'film' && isIdle && !sound.blocked && isInTheMiddle(show)
  const { glow, dusk, ground, accent } = paletteOf(colorOf(show?.track ?? playedIn(room).at(-1)?.track))
  const colors = { '--glow': glow, '--dusk': dusk, '--ground': ground, '--accent': accent } as CSSProperties
  const parts = { room, show, nowMs, address: initial.address }
  return (
    <ArtworkRoom value={room.code}>
      <main
        className="stage"
        data-scene={scene}
        data-idle={isIdle}
        data-quiet={isQuiet}
        data-blocked={sound.blocked}
        style={colors}
      >
        <div className="screen" ref={showFilmIn} hidden={scene !== 'film'} />
        {scene === 'unplugged' && <Unplugged room={room} isScreen={isScreen(stage)} />}
        {scene === 'ended' && <Ended room={room} />}
        {scene === 'invitation' && <Invitation {...parts} presence={state.presence} sync={sound.sync} />}
        {scene === 'film' && <Film {...parts} show={show!} presence={state.presence} sync={sound.sync} />}
        {scene === 'song' && (
          <NowPlaying {...parts} show={show!} presence={state.presence} sync={sound.sync} />
        )}
        {scene !== 'unplugged' && scene !== 'ended' && (
          <>
            <Banner {...parts} connection={state.connection} waiting={state.waiting} />
            <Flying feed={stage.feed} />
            <Toasts toasts={toasts} />
            <Controls stage={stage} />
          </>
        )}
      </main>
    </ArtworkRoom>
  )
}

/** Of the picture, or of what stands in for it. */
function colorOf(track: Track | undefined): string | null {
  if (!track) return null
  return track.artworkId === null ? tintOf(track.title) : track.artworkColor
}

type Scene = 'unplugged' | 'ended' | 'invitation' | 'film' | 'song'

function sceneOf({ state: { room, gone } }: Stage, show: Showing | null): Scene {
  if (room.ended) return 'ended'
  if (gone !== null && gone !== 'ended') return 'unplugged'
  if (!show) return 'invitation'
  return show.track.kind === 'video' ? 'film' : 'song'
}

const TITLES_MS = 8_000
const CREDITS_MS = 12_000

/** Away from its ends a film has the wall for itself. */
function isInTheMiddle(show: Showing | null): boolean {
  if (!show?.isPlaying) return false
  return show.positionMs > TITLES_MS && show.track.durationMs - show.positionMs > CREDITS_MS
}

function isScreen({ state: { room, memberId } }: Stage): boolean {
  return room.members[memberId]?.role === 'stage'
}
