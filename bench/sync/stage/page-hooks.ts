/** What a page tells of its media elements, at one moment of its own clock. */
export type Told = {
  nowMs: number
  /** Where the element says that it is which can be heard now; null when none can. */
  positionMs: number | null
  rateChanges: number
  seeks: number
  /** The frames that were shown since it was asked last. */
  frames: Frame[]
}

/** A picture of a film: when it was shown, by the page's clock, and where in the film it belongs. */
export type Frame = { shownAtMs: number; positionMs: number }

type Media = { elements: Set<HTMLMediaElement>; rateChanges: number; seeks: number; frames: Frame[] }
type Watched = typeof globalThis & { benchMedia: Media }

/** Runs in a page before its own scripts: elements that stand nowhere in the page are to be found, too. */
export function rememberMedia(): void {
  const media: Media = { elements: new Set(), rateChanges: 0, seeks: 0, frames: [] }
  ;(globalThis as Watched).benchMedia = media
  const create = document.createElement.bind(document)
  const watchFrames = (film: HTMLVideoElement) =>
    film.requestVideoFrameCallback((_, { expectedDisplayTime, mediaTime }) => {
      media.frames.push({ shownAtMs: expectedDisplayTime, positionMs: mediaTime * 1_000 })
      watchFrames(film)
    })
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (!(element instanceof HTMLMediaElement)) return element
    media.elements.add(element)
    element.addEventListener('ratechange', () => (media.rateChanges += 1))
    element.addEventListener('seeking', () => (media.seeks += 1))
    if (element instanceof HTMLVideoElement) watchFrames(element)
    return element
  }) as typeof document.createElement
}

/** Runs in the page. */
export function tell(): Told {
  const { elements, rateChanges, seeks, frames } = (globalThis as Watched).benchMedia
  const heard = [...elements].find(
    (element) => !element.paused && !element.muted && element.volume > 0 && element.readyState > 2,
  )
  return {
    nowMs: performance.now(),
    positionMs: heard ? heard.currentTime * 1_000 : null,
    rateChanges,
    seeks,
    frames: frames.splice(0),
  }
}

/** Runs in a page before its own scripts: its wall clock is wrong by this, and no other clock is. */
export function setWallClock(offMs: number): void {
  const RightDate = Date
  const now = () => RightDate.now() + offMs
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, args) => new target(...((args.length > 0 ? args : [now()]) as [number])),
    apply: () => new RightDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}

/** Runs in a page before its own scripts: by how much it is to play later, as calibration leaves it behind. */
export function saveNudge(nudgeMs: number): void {
  localStorage.setItem('tutti.nudge', JSON.stringify({ default: nudgeMs }))
}
