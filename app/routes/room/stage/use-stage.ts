import { useEffect, useState, useSyncExternalStore } from 'react'
import { Player, SILENT, type PlayerSnapshot } from '~/player/player'
import { RoomFeed, type RoomState } from '~/sync/browser/room-feed'
import { useRoom } from '~/sync/browser/use-room'
import { artworkUrl } from '~/ui/artwork'
import { useRemote } from '../sound/use-remote'
import { useSound } from '../sound/use-sound'
import type { StageInitial } from './stage-screen'

/** Progress and countdowns show whole seconds; twice as often, none of them is skipped. */
const TICK_MS = 500

export type Stage = {
  state: RoomState
  feed: RoomFeed
  player: Player
  /** Posts a command to one of the room's URLs, named below the room's own. */
  send: (path: string, fields: Record<string, string>) => void
  sound: PlayerSnapshot
  /** Now, by the room's clock. */
  nowMs: number
}

/** The room as it goes on, and its sound, for as long as the screen hangs there. */
export function useStage(initial: StageInitial): Stage {
  const [{ feed, player, send }] = useState(() => connectStage(initial))
  const state = useRoom(feed, player.busyForMs)
  const sound = useSyncExternalStore(player.subscribe, player.getSnapshot, () => SILENT)
  useSound(player, feed)
  useRemote(player, state, send)

  return { state, feed, player, send, sound, nowMs: useNow(player, initial.nowMs) }
}

function connectStage(initial: StageInitial): Pick<Stage, 'feed' | 'player' | 'send'> {
  const { code } = initial.room
  const report = (itemId: string, problem: 'ended' | 'unplayable') =>
    void feed.send(`/rooms/${code}/reports`, { itemId, problem })
  const player = new Player({
    // The room's page on the same machine has a switch of its own.
    code: `${code}.stage`,
    heartbeatUrl: `/rooms/${code}/heartbeat`,
    mediaUrl: (trackId) => `/media/${trackId}?room=${code}`,
    typesUrl: (trackId) => `/media/${trackId}/types?room=${code}`,
    convertedUrl: (trackId) => `/media/${trackId}/hls/film.m3u8?room=${code}`,
    artworkUrl: (artworkId) => artworkUrl(artworkId, 640, code),
    startsOn: true,
    nowHintMs: initial.nowMs,
    onEnded: (itemId) => report(itemId, 'ended'),
    onUnplayable: (itemId) => report(itemId, 'unplayable'),
  })
  const feed = new RoomFeed(initial, () => player.serverNowMs())
  const send = (path: string, fields: Record<string, string>) =>
    void feed.send(`/rooms/${code}/${path}`, fields)
  return { feed, player, send }
}

/** The server's rendering and the first one here must agree, so the clock starts where the page was made. */
function useNow(player: Player, initialMs: number): number {
  const [nowMs, setNowMs] = useState(initialMs)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(player.serverNowMs()), TICK_MS)
    return () => clearInterval(timer)
  }, [player])
  return nowMs
}
