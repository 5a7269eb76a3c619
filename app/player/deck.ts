import type { Output } from '~/domain/playback/audio/choose-output'
import type { Airing } from '~/domain/playback/on-air'

/**
 * `standing`: the room is paused and so is this. `waiting`: it should play and does not yet. `stalled`: it played and ran
 * dry. `over`: the file is at its end. `unplayable`: this browser cannot play it.
 */
export type DeckState = 'empty' | 'standing' | 'waiting' | 'following' | 'stalled' | 'over' | 'unplayable'

/**
 * Why this browser does not play something. `gone`: the file cannot be had. `format`: it cannot read it. `unconverted`: it
 * cannot either, and the server, which converts such films, lacks what that takes. `queued`, alone of these, passes: the
 * server converts as many other films as it can.
 */
export type Trouble = 'gone' | 'format' | 'unconverted' | 'queued'

/** One song on one output, kept where the room's playhead is. */
export type Deck = {
  readonly airing: Airing | null
  readonly state: DeckState
  /** Why it is `unplayable`, or still `waiting`. */
  readonly trouble: Trouble | null
  /** What makes its sound at present. */
  readonly output: Output
  /** Media seconds per second, bends included. */
  readonly rate: number
  /** How often it has jumped since it was made. */
  readonly seeks: number
  /** The last error that was believed, positive ahead of the room; null from a start or a seek until it is known again. */
  readonly errorMs: number | null
  /** Whether it could start at its moment: enough is loaded, and it stands on its spot or plays. */
  readonly ready: boolean
  /** How long it takes from starting it to its being heard. */
  readonly startCostMs: number
  /** Whether the sound goes, and has been going for a moment. */
  readonly settled: boolean
  /** What a film is seen in. */
  readonly picture: HTMLElement | null
  /** Makes what is on the air sound here, from its file's loading to its end. Answers when to come again, in ms. */
  keepTo(airing: Airing, roomNowMs: number, nowMs: number): number
  /** Within a gesture: lets this output make a sound from now on. */
  prime(): void
  /** Within a gesture: plays from about the right spot, and starts to follow anew. */
  resume(roomNowMs: number | null, nowMs: number): void
  /** The page moved the picture, which stops it: not a stop that anybody wanted. */
  forgiveStop(): void
  setVolume(volume: number, muted: boolean): void
  clear(): void
}
