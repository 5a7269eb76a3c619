import type { Track } from '~/domain/queue/queue'
import type { Trouble } from '../deck'
import { findFault, retryAfterMs, type Fault } from './fault'

export type MediaUrls = {
  mediaUrl: (trackId: string) => string
  /** Where the server converts films that browsers cannot play: the address of an HLS playlist. */
  convertedUrl?: (trackId: string) => string
  /** Where the server says what a browser must decode to play a film. */
  typesUrl?: (trackId: string) => string
}

type Options = {
  element: HTMLMediaElement
  track: Track
  urls: MediaUrls
  /** Where in the file it will be wanted first. */
  startsAtS: () => number
  /** The element is emptied, and loads anew: what was asked of it before is forgotten. */
  onAgain: () => void
  onUnplayable: () => void
}

/** One way to bytes that the element may play. */
type Way = { isConverted: boolean; url: string; load: () => void }

const HLS_TYPE = 'application/vnd.apple.mpegurl'

/** The films that this browser turned out not to play as they are: not tried again while the page is open. */
const refused = new Set<string>()

/**
 * Where the bytes of one song or film come from: the file as it is, or, where this browser cannot play a film, what the
 * server converts it into. The network's trouble passes and is waited out; the file's does not, and is told.
 */
export class Source {
  /** Why it is not played here, once that is certain or while it is so. */
  trouble: Trouble | null = null
  readonly #options: Options
  #way: Way
  #isOver = false
  #isLookedInto = false
  /** Whether the browser only said that it does not know what is in the file, which was not tried. */
  #isOnlySaid = false
  /** What it takes to play it as it is; null before that is known. */
  #types: string[] | null = null
  #retries = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #stopFeeding = () => {}

  constructor(options: Options) {
    this.#options = options
    this.#way = refused.has(options.track.id) ? (this.#conversion() ?? this.#file()) : this.#file()
    options.element.addEventListener('loadeddata', this.#lookAtWhatCame)
    this.#way.load()
  }

  /** Lets go of the element, which is empty afterwards. */
  end(): void {
    this.#isOver = true
    clearTimeout(this.#retryTimer)
    this.#options.element.removeEventListener('loadeddata', this.#lookAtWhatCame)
    this.#stopFeeding()
    this.#empty()
  }

  /** It plays: what went wrong before is over. */
  played(): void {
    this.#retries = 0
    if (this.trouble === 'queued') this.trouble = null
  }

  /** The element, or what feeds it, gave up. */
  faltered = async (): Promise<void> => {
    if (this.#isLookedInto || this.#isOver) return
    this.#isLookedInto = true
    const way = this.#way
    const fault = await findFault(way.url)
    if (this.#isOver || way !== this.#way) return

    const afterMs = retryAfterMs(fault, this.#retries)
    if (afterMs === null) return this.#refuse(fault)
    this.trouble = fault === 'busy' ? 'queued' : null
    this.#retries += 1
    this.#retryTimer = setTimeout(() => this.#go(way), afterMs)
  }

  /** A sound that cannot be decoded is dropped without a word, and it takes time to find out otherwise: so it is asked. */
  async #lookForDecoders(): Promise<void> {
    const { element, track, urls } = this.#options
    if (track.kind !== 'video' || !urls.typesUrl || this.#types) return
    const types = await fetchTypes(urls.typesUrl(track.id))
    if (!types || this.#types) return
    this.#types = types
    const isUnknown = types.some((type) => element.canPlayType(type) === '')
    const isSettled = this.#isOver || this.#way.isConverted || this.trouble !== null
    if (!isUnknown || isSettled) return
    this.#isOnlySaid = true
    this.#refuse('none')
  }

  #lookAtWhatCame = (): void => {
    const { element, track } = this.#options
    if (track.kind !== 'video' || this.#way.isConverted) return
    // Some browsers drop a picture that they cannot decode without a word, and play the sound alone.
    if ((element as HTMLVideoElement).videoWidth === 0) return this.#refuse('none')
    // Asked right after somebody added it, the server did not have it yet; now that the file came, it does.
    void this.#lookForDecoders()
  }

  #refuse(fault: Fault): void {
    const conversion = fault === 'none' && !this.#way.isConverted ? this.#conversion() : null
    if (conversion) {
      refused.add(this.#options.track.id)
      return this.#go(conversion)
    }
    if (fault === 'unconverted' && this.#isOnlySaid) {
      this.#isOnlySaid = false
      refused.delete(this.#options.track.id)
      return this.#go(this.#file())
    }
    this.trouble = fault === 'gone' || fault === 'unconverted' ? fault : 'format'
    this.#options.onUnplayable()
  }

  #go(way: Way): void {
    clearTimeout(this.#retryTimer)
    this.#stopFeeding()
    if (way !== this.#way) {
      this.#empty()
      this.#retries = 0
    }
    this.#way = way
    this.#isLookedInto = false
    this.#options.onAgain()
    way.load()
  }

  #empty(): void {
    const { element } = this.#options
    element.pause()
    element.removeAttribute('src')
    element.load()
  }

  #file(): Way {
    const { element, track, urls } = this.#options
    const url = urls.mediaUrl(track.id)
    const load = () => {
      loadInto(element, url)
      void this.#lookForDecoders()
    }
    return { isConverted: false, url, load }
  }

  #conversion(): Way | null {
    const { element, track, urls } = this.#options
    if (track.kind !== 'video' || !urls.convertedUrl) return null
    const url = urls.convertedUrl(track.id)
    const load = () => (playsHls(element) ? loadInto(element, url) : void this.#feed(url))
    return { isConverted: true, url, load }
  }

  async #feed(url: string): Promise<void> {
    try {
      // Whether it is there at all is asked first: what feeds the element would try again and again.
      if ((await findFault(url)) !== 'none') throw new Error('There is nothing to feed')
      const { feed } = await import('./feed')
      const { element, startsAtS } = this.#options
      this.trouble = null
      if (!this.#isOver) this.#stopFeeding = feed(element, url, startsAtS(), this.faltered)
    } catch {
      await this.faltered()
    }
  }
}

/** Null where there is no answer. */
async function fetchTypes(url: string): Promise<string[] | null> {
  try {
    const response = await fetch(url, { headers: { Accept: 'application/json' } })
    return response.ok ? ((await response.json()) as { types: string[] }).types : null
  } catch {
    return null
  }
}

function loadInto(element: HTMLMediaElement, url: string): void {
  element.src = url
  element.load()
}

/** Safari and phones play HLS best by themselves. Elsewhere what claims to is young, and hls.js is not. */
function playsHls(element: HTMLMediaElement): boolean {
  const isSafari = 'ManagedMediaSource' in globalThis || !('MediaSource' in globalThis)
  return isSafari && element.canPlayType(HLS_TYPE) !== ''
}
