import type { Track } from '~/domain/queue/queue'

type Options = {
  createElement: (kind: Track['kind']) => HTMLMediaElement
  onChange: () => void
  onError: (element: HTMLMediaElement) => void
  onPlaying: (element: HTMLMediaElement) => void
}

const SEEN_AT_ONCE = ['loadedmetadata', 'canplay', 'seeked', 'waiting', 'playing', 'pause', 'ended'] as const
/** Not heard, and not nothing either: browsers may let go of the loudspeaker for a volume of 0. */
const HUSHED_VOLUME = 0.0001
/** iPhones answer 1, whatever they are told. */
const OBEYED_BELOW = 0.5

/** One element for songs and one for films, made when first wanted and kept: a gesture lets each play for good. */
export class MediaElements {
  #options: Options
  #elements = new Map<Track['kind'], HTMLMediaElement>()
  #volume = { volume: 1, muted: false }
  #hushed: HTMLMediaElement | null = null
  #obeysVolume = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Whether sound can be held back for a moment. A hidden page is woken too seldom to put anything right in it. */
  get canHush(): boolean {
    return this.#obeysVolume && document.visibilityState === 'visible'
  }

  of(kind: Track['kind']): HTMLMediaElement {
    const known = this.#elements.get(kind)
    if (known) return known
    const element = this.#options.createElement(kind)
    element.preload = 'auto'
    element.setAttribute('playsinline', '')
    element.volume = HUSHED_VOLUME
    this.#obeysVolume = element.volume < OBEYED_BELOW
    this.#listen(element)
    this.#elements.set(kind, element)
    this.#apply(element)
    return element
  }

  /** Holds back the sound of one, or of none. */
  hush(element: HTMLMediaElement | null): void {
    if (element === this.#hushed) return
    this.#hushed = element
    this.#applyAll()
  }

  setVolume(volume: number, muted: boolean): void {
    this.#volume = { volume, muted }
    this.#applyAll()
  }

  #listen(element: HTMLMediaElement): void {
    const { onChange, onError, onPlaying } = this.#options
    for (const type of SEEN_AT_ONCE) element.addEventListener(type, onChange)
    element.addEventListener('error', () => onError(element))
    element.addEventListener('playing', () => onPlaying(element))
  }

  #applyAll(): void {
    for (const element of this.#elements.values()) this.#apply(element)
  }

  #apply(element: HTMLMediaElement): void {
    const { volume, muted } = this.#volume
    element.volume = element === this.#hushed ? Math.min(HUSHED_VOLUME, volume) : volume
    element.muted = muted
  }
}
