import { useEffect } from 'react'
import { positionAt } from '~/domain/playback/playhead'
import { useRoomPage } from '../../room-page'
import type { WhyNot } from './use-why-not'

const STEP_MS = 10_000
/** Where typing or choosing goes on, keys mean what they always mean. */
const HAS_KEYS_OF_ITS_OWN =
  'input:not([type="range"]), textarea, select, [contenteditable], dialog, [popover]'
/** What is pressed by the space bar, or moved by arrows, keeps these and no more. */
const SPACE_OF_ITS_OWN = 'button, a, summary'
const ARROWS_OF_ITS_OWN = '[type="range"]'

type OwnKeys = { f: () => void; c: () => void; Escape?: () => void }

/** The keys that film players share: space, arrows, m, and those for oneself alone. */
export function useFilmKeys(own: OwnKeys, whyNot: WhyNot): void {
  const { live, room } = useRoomPage()

  useEffect(() => {
    if (!live) return
    const isGoing = room.playhead.playing || room.gate !== null
    const playOrPause = () => {
      if (whyNot.playPause) live.refuse(whyNot.playPause)
      else void live.send('playback', { playing: String(!isGoing) })
    }
    const seek = (byMs: number) => {
      if (whyNot.seek) return live.refuse(whyNot.seek)
      const toMs = positionAt(room.playhead, live.player.serverNowMs()) + byMs
      void live.send('playback', { positionMs: String(Math.round(Math.max(0, toMs))) })
    }
    const deeds: Record<string, (() => void) | undefined> = {
      ' ': playOrPause,
      ArrowLeft: () => seek(-STEP_MS),
      ArrowRight: () => seek(STEP_MS),
      m: () => live.player.setMuted(!live.player.getSnapshot().muted),
      ...own,
    }
    const press = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
      const deed = isPlain && !isForElsewhere(event) ? deeds[event.key] : undefined
      if (!deed) return
      event.preventDefault()
      // A key that is held down asks once for what it would only undo.
      if (!event.repeat || event.key.startsWith('Arrow')) deed()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
}

function isForElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  const isOwn = (selector: string) => target.closest(selector) !== null
  if (key === ' ' && isOwn(SPACE_OF_ITS_OWN)) return true
  return isOwn(HAS_KEYS_OF_ITS_OWN) || (key.startsWith('Arrow') && isOwn(ARROWS_OF_ITS_OWN))
}
