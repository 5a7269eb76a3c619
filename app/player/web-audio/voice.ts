import { bendFor, mustJump } from '~/domain/playback/audio/pacing'
import type { Recording } from '~/domain/playback/audio/resample'
import type { Airing } from '~/domain/playback/on-air'
import type { DeckState } from '../deck'
import { Loading } from './loading'
import type { Loudspeaker } from './loudspeaker'
import { Run } from './run'
import { Score } from './score'

/** Scheduled so far ahead, so that a page that is woken once in a while goes on sounding. */
const AHEAD_MS = 4_000
/** Making half a second takes a few milliseconds: not all of it at once. */
const PIECES_AT_ONCE = 2
const READ_EVERY_MS = 250
const LOOK_SOON_MS = 25
/** Long enough not to click, short enough to be no fade. */
const FADE_MS = 8
/** The element is left for Web Audio over this. */
const TAKE_OVER_FADE_MS = 30
/** A song may begin where the one before it ends if that is so close to its moment. */
const JOIN_WITHIN_MS = 25
/** A start that is not yet due is planned anew when it would be further off than this. */
const START_WITHIN_MS = 0.5
/** What was foreseen has changed by this much: the pieces to come are made anew. */
const NEWS_MS = 0.4
/** Files are a little longer or shorter than is said of them. */
const OVERHANG_MS = 1
const SETTLED_AFTER_MS = 1_000

type Options = {
  speaker: Loudspeaker
  mediaUrl: (trackId: string) => string
  /** The room's clock, or null while it is not known. */
  roomNowMs: (nowMs: number) => number | null
  onChange: () => void
}

/** One song by Web Audio: each of its samples at its moment. */
export class Voice {
  state: DeckState = 'empty'
  errorMs: number | null = null
  bend = 0
  jumps = 0
  #options: Options
  #speaker: Loudspeaker
  #loading: Loading | null = null
  #score: Score | null = null
  #run: Run | null = null
  /** The frame since which it has been sounding, jumps included. */
  #sinceFrame = 0

  constructor(options: Options) {
    this.#options = options
    this.#speaker = options.speaker
  }

  /** Whether this song is not for Web Audio. */
  get failed(): boolean {
    return this.#loading?.failed ?? false
  }

  /** Whether it sounds, or would at its moment. */
  get holds(): boolean {
    if (!this.#loading?.recording || !this.#speaker.runs) return false
    return this.#speaker.known || (this.#run !== null && this.#run.endFrame > this.#speaker.frame)
  }

  /** Whether its sound has come out of the loudspeaker. */
  get heard(): boolean {
    return this.holds && (this.state === 'following' || this.state === 'over')
  }

  get settled(): boolean {
    const { frame } = this.#speaker
    return this.heard && this.#speaker.msOf(frame - this.#sinceFrame) > SETTLED_AFTER_MS
  }

  /** Fades out and stands by. */
  rest(): void {
    this.#stop(this.#speaker.frame)
    this.state = this.#loading ? 'waiting' : 'empty'
  }

  clear(): void {
    this.rest()
    this.#loading?.abandon()
    this.#loading = null
    this.#score = null
    this.state = 'empty'
  }

  /**
   * Makes the song sound where the room is. Answers when to come again, in ms. `takesOver`: from another output.
   * `mayLoad`: whether it may be fetched and decoded now, which keeps a browser busy.
   */
  keepTo(airing: Airing, nowMs: number, takesOver: boolean, mayLoad = true): number {
    if (airing.item.id !== this.#score?.airing.item.id) this.clear()
    const score = new Score(airing, this.#speaker, (atMs) => this.#options.roomNowMs(atMs)!)
    this.#score = score
    if (!this.#loading && mayLoad) this.#load(airing)
    const recording = this.#loading?.recording
    if (!this.#speaker.runs) this.#stop(this.#speaker.frame)
    if (!recording || !this.#speaker.known || this.#options.roomNowMs(nowMs) === null) return READ_EVERY_MS
    if (!airing.playhead.playing) return this.#standStill()
    this.#steer(score, recording, nowMs)
    if (!this.#run) this.#begin(score, recording, takesOver)
    const isFull = this.#extend(score)
    if (this.#run && this.#isLate(this.#run)) return LOOK_SOON_MS
    return this.#read(score, nowMs, isFull)
  }

  #load(airing: Airing): void {
    const { mediaUrl, onChange } = this.#options
    this.#loading = new Loading(mediaUrl(airing.item.track.id), this.#speaker.context, onChange)
    this.state = 'waiting'
  }

  #standStill(): number {
    this.#stop(this.#speaker.frame)
    this.state = 'standing'
    return READ_EVERY_MS
  }

  /** Leaves the run as it is, or ends it because the room is elsewhere. */
  #steer(score: Score, recording: Recording, nowMs: number): void {
    const run = this.#run
    if (!run) return
    const { frame, soonFrame, songEnd } = this.#speaker
    if (run.startFrame > soonFrame) {
      const isOff = run.joined
        ? run.startFrame !== songEnd?.frame
        : Math.abs(score.errorMs(run.startFrame, run.placeAt(run.startFrame))) > START_WITHIN_MS
      if (isOff || score.dueFrame - run.startFrame > this.#speaker.framesIn(JOIN_WITHIN_MS))
        this.#stop(frame, 0)
      return
    }
    const isOver = run.songEnd && run.endFrame <= soonFrame
    const errorMs = score.errorMs(soonFrame, run.placeAt(soonFrame))
    const ranDry = !run.songEnd && run.endFrame <= frame
    const soundingForMs = this.#speaker.msOf(soonFrame - this.#sinceFrame)
    const wholeForMs = Math.min(soundingForMs, nowMs - (this.#speaker.clock.brokeAtMs ?? -Infinity))
    if (!ranDry && !mustJump(errorMs, wholeForMs)) return
    if (isOver && score.targetMs(soonFrame) >= this.#speaker.msOf(recording.frames)) return
    this.jumps += 1
    this.#stop(soonFrame)
  }

  /** Where the run is to begin: at the room's moment, or at once where that is over. */
  #begin(score: Score, recording: Recording, takesOver: boolean): void {
    const { frame, soonFrame, songEnd } = this.#speaker
    const { playhead, item } = score.airing
    const { dueFrame } = score
    if (dueFrame > frame + this.#speaker.framesIn(AHEAD_MS)) return

    const isEarly = dueFrame >= soonFrame
    const fromStart = isEarly && playhead.positionMs === 0
    const joined =
      fromStart &&
      songEnd !== null &&
      Math.abs(songEnd.frame - dueFrame) <= this.#speaker.framesIn(JOIN_WITHIN_MS)
    const startFrame = joined ? songEnd.frame : isEarly ? dueFrame : soonFrame
    const from = joined ? songEnd.past : (score.targetMs(startFrame) / 1_000) * recording.rate
    const lastPlace = Math.min(
      recording.frames,
      ((item.track.durationMs + OVERHANG_MS) / 1_000) * recording.rate,
    )
    if (from >= lastPlace) {
      this.state = 'over'
      return
    }
    const fadeMs = fromStart ? 0 : takesOver ? TAKE_OVER_FADE_MS : FADE_MS
    if (this.state !== 'following') this.#sinceFrame = startFrame
    this.#run = new Run(this.#speaker, recording, { frame: startFrame, from, lastPlace, joined, fadeMs })
  }

  /** A piece that was made too late begins late, and all after it: it is taken back and made for a later moment. */
  #isLate(run: Run): boolean {
    if (run.inTime) return false
    this.#stop(this.#speaker.frame, 0)
    return true
  }

  /** Goes on making pieces, each paced so that what is foreseen at its end is nearer to the room. */
  #extend(score: Score): boolean {
    const run = this.#run
    if (!run) return true
    if (run.foreseenMs !== null && !run.songEnd) {
      const newsMs = score.errorMs(run.endFrame, run.placeAt(run.endFrame)) - run.foreseenMs
      if (Math.abs(newsMs) > NEWS_MS) run.takeBack()
    }
    const untilFrame = this.#speaker.frame + this.#speaker.framesIn(AHEAD_MS)
    for (let pieces = 0; pieces < PIECES_AT_ONCE && !run.songEnd && run.endFrame < untilFrame; pieces++) {
      const { endFrame } = run
      run.extend(score.paceAt(endFrame) + bendFor(score.errorMs(endFrame, run.placeAt(endFrame))))
      run.foreseenMs = score.errorMs(run.endFrame, run.placeAt(run.endFrame))
    }
    if (run.songEnd) this.#speaker.songEnd = run.songEnd
    return run.songEnd !== null || run.endFrame >= untilFrame
  }

  #read(score: Score, nowMs: number, isFull: boolean): number {
    const run = this.#run
    const heardFrame = score.heardFrame(nowMs)
    this.errorMs = null
    if (!run) return READ_EVERY_MS
    const startsInMs = this.#speaker.msOf(run.startFrame - heardFrame)
    if (startsInMs > 0) {
      this.state = this.state === 'following' ? this.state : 'waiting'
      return isFull ? Math.min(READ_EVERY_MS, startsInMs + 1) : LOOK_SOON_MS
    }
    this.state = run.songEnd && heardFrame >= run.endFrame ? 'over' : 'following'
    if (this.state === 'following') this.errorMs = score.errorMs(heardFrame, run.placeAt(heardFrame))
    this.bend = run.bendAt(heardFrame)
    return isFull ? READ_EVERY_MS : LOOK_SOON_MS
  }

  #stop(frame: number, fadeMs = FADE_MS): void {
    const run = this.#run
    if (!run) return
    if (run.songEnd === this.#speaker.songEnd && run.endFrame > frame) this.#speaker.songEnd = null
    run.stop(frame, fadeMs)
    this.#run = null
    this.errorMs = null
  }
}
