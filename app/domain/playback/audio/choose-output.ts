import type { Track } from '../../queue/queue'

/** What makes the sound: a media element, or Web Audio, whose every sample has its moment. */
export type Output = 'element' | 'web-audio'

/** What the choice depends on. */
export type Circumstances = {
  track: Pick<Track, 'kind' | 'durationMs'>
  /** Media seconds per second: Web Audio would change the pitch with it. */
  rate: number
  /** Whether other devices sound in the same place, where 10 ms are an echo. */
  together: boolean
  /** Whether this song has sounded by Web Audio here: it goes on so, though the others have left. */
  begun: boolean
  /** A phone whose screen is locked, or that shows another app: only an element plays on there. */
  hiddenPhone: boolean
  /** What the page's address demands (`?output=`). */
  forced: Output | null
}

/** Ten minutes of decoded stereo are 115 MB at 48 kHz and 2 bytes, and two songs may be held: more is not for phones. */
export const LONGEST_DECODED_MS = 600_000

export function chooseOutput(now: Circumstances): Output {
  const can = now.track.kind === 'audio' && now.rate === 1 && now.track.durationMs <= LONGEST_DECODED_MS
  if (!can || now.hiddenPhone || now.forced === 'element') return 'element'
  return now.together || now.begun || now.forced === 'web-audio' ? 'web-audio' : 'element'
}

/** What `?output=` in an address demands: for measuring, and to find out whether an output is at fault. */
export function forcedOutput(search: string): Output | null {
  const [, output] = /[?&]output=(element|web-audio)\b/.exec(search) ?? []
  return (output as Output | undefined) ?? null
}
