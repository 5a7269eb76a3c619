import { isHost } from '~/domain/membership/member'
import type { Track } from '~/domain/queue/queue'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import { Player } from '~/player/player'
import { RoomFeed, type Answer } from '~/sync/browser/room-feed'
import { artworkUrl } from '~/ui/artwork'
import type { RoomInitial } from '../initial'
import { commandOf, type Fields } from './command-of'
import { Toasts } from './toasts'

/** The browser's side of the page: the copy of the room, this device's sound, the notices, and one way to send forms. */
export class LiveRoom {
  readonly feed: RoomFeed
  readonly player: Player
  readonly toasts = new Toasts()
  /** Tracks that were shown as found: adding one of them can be shown at once. */
  readonly tracks = new Map<string, Track>()
  #url: string
  #underway = new Set<string>()
  /** Whether the rules are here, or on their way. */
  #foresees = false

  constructor(initial: RoomInitial) {
    const { room, memberId, nowMs } = initial
    this.#url = `/rooms/${room.code}`
    this.player = new Player({
      code: room.code,
      heartbeatUrl: `${this.#url}/heartbeat`,
      mediaUrl: (trackId) => `/media/${trackId}?room=${room.code}`,
      typesUrl: (trackId) => `/media/${trackId}/types?room=${room.code}`,
      convertedUrl: (trackId) => `/media/${trackId}/hls/film.m3u8?room=${room.code}`,
      artworkUrl: (artworkId) => artworkUrl(artworkId, 640, room.code),
      startsOn: isHost(room.members[memberId]!) || isForHere(room),
      nowHintMs: nowMs,
      onEnded: (itemId) => void this.#report(itemId, 'ended'),
      onUnplayable: (itemId) => void this.#report(itemId, 'unplayable'),
    })
    this.feed = new RoomFeed(initial, () => this.player.serverNowMs(), initial.workerUrl)
    this.remember(initial.found?.tracks ?? [])
  }

  /** Fetches the rules by which what is sent shows at once. */
  foresee(): void {
    if (this.#foresees) return
    this.#foresees = true
    import('~/sync/browser/foresight').then(
      ({ Foresight }) => this.feed.foreseeBy(new Foresight()),
      () => (this.#foresees = false),
    )
  }

  /** Shows notices until called off. */
  watch(): () => void {
    return this.feed.onEvents((events, after, before) => {
      void this.#tell(events, after, before)
    })
  }

  remember(tracks: Track[]): void {
    for (const track of tracks) this.tracks.set(track.id, track)
  }

  /** Sends a command and says so when it was refused. `path` is below the room's own URL. */
  async send(path: string, fields: Fields = {}): Promise<Answer> {
    this.foresee()
    const body = commandOf(path, fields, (trackId) => this.tracks.get(trackId))
    const answer = await this.feed.send(`${this.#url}/${path}`, fields, body)
    if (!answer.ok) this.refuse(answer.message)
    return answer
  }

  /** Says why something did not happen; said again at once, it is said once. */
  refuse(text: string): void {
    this.toasts.show({ text, tone: 'bad', many: { key: `refused ${text}`, text: () => text } })
  }

  /** The same, for those who do not wait for the answer. */
  command = (path: string, fields: Fields): void => void this.send(path, fields)

  /** Sends any of the room's forms without leaving the page. Forms marked `data-leaves` are the browser's. */
  async submit(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const { submitter } = event
    if (event.defaultPrevented || form.method !== 'post' || form.dataset.leaves !== undefined) return
    event.preventDefault()
    const address = submitter?.hasAttribute('formaction')
      ? (submitter as HTMLButtonElement).formAction
      : form.action
    const path = new URL(address).pathname.slice(this.#url.length + 1)
    const fields = Object.fromEntries(new FormData(form, submitter)) as Fields

    // An impatient second tap on the same button asks for nothing new.
    const what = `${path} ${JSON.stringify(fields)}`
    if (this.#underway.has(what)) return
    this.#underway.add(what)
    const answer = await this.send(path, fields)
    this.#underway.delete(what)
    if (answer.ok) form.closest<HTMLElement>('[popover]')?.hidePopover()
  }

  /** The words come with the first thing there is to tell. */
  async #tell(events: RoomEvent[], after: Room, before: Room): Promise<void> {
    const words = await import('./notices').catch(() => null)
    if (!words) return
    const { memberId } = this.feed.getState()
    for (const notice of words.noticesOf(events, { before, after, memberId })) this.toasts.show(notice)
  }

  /** Whether a report was believed is the server's affair. */
  async #report(itemId: string, problem: 'ended' | 'unplayable'): Promise<void> {
    await this.feed.send(`${this.#url}/reports`, { itemId, problem })
  }
}

/** A film is watched where one looks, unless a screen shows it to all. */
function isForHere({ current, members }: Room): boolean {
  const isOnScreen = Object.values(members).some(({ role, state }) => role === 'stage' && state === 'in')
  return current?.track.kind === 'video' && !isOnScreen
}
