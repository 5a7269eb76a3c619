import { onlyWords } from '~/routes/room/words/only'
import { useMay, useRoomPage } from '../../room-page'

/** Why one may not, in words; null where one may. */
export type WhyNot = { playPause: string | null; seek: string | null }

export function useWhyNot(): WhyNot {
  const { room } = useRoomPage()
  const mayPlayPause = useMay('playback.playPause')
  const maySeek = useMay('playback.seek')
  const isGoing = room.playhead.playing || room.gate !== null
  return {
    playPause: mayPlayPause ? null : onlyWords(room, isGoing ? 'pause' : 'play'),
    seek: maySeek ? null : onlyWords(room, 'seek'),
  }
}
