import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stamp, type Happening, type RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import type { StreamMessages } from '~/sync/frames'
import { Foresight } from '~/sync/browser/foresight'
import { RoomFeed } from '~/sync/browser/room-feed'
import { facts, jam, playing, song, titlesOf } from '../../support/rules'

const room = playing(jam({}, 'kim'), ['Ode to Joy', 'Greensleeves'], 'kim')
const greensleeves = room.queue[0]!

/** The other end of the stream, in the hands of the test. */
class Stream extends EventTarget {
  static readonly CLOSED = 2
  static last: Stream
  readyState = 1
  constructor() {
    super()
    Stream.last = this
  }
  close() {
    this.readyState = Stream.CLOSED
  }
  say<Type extends keyof StreamMessages>(type: Type, message: StreamMessages[Type]) {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(message) }))
  }
}

let answer: (value: object) => void
let asked: string[]

beforeEach(() => {
  vi.stubGlobal('EventSource', Stream)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  asked = []
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return new Promise((resolve) => (answer = (value) => resolve(Response.json(value))))
  })
})
afterEach(() => void vi.unstubAllGlobals())

function feedOf(held: Room, foresight: Foresight | null = new Foresight()): RoomFeed {
  const presence = { memberIds: ['alex', 'kim'], count: 2 }
  const feed = new RoomFeed({ room: held, memberId: 'kim', presence }, () => facts().nowMs)
  if (foresight) feed.foreseeBy(foresight)
  feed.connect()
  return feed
}

function eventsAfter(held: Room, by: string, ...happenings: Happening[]): RoomEvent[] {
  return stamp(held, happenings, by, facts().nowMs)
}

const shown = (feed: RoomFeed) => titlesOf(feed.getState().room)
const removal = { type: 'removeItem', itemId: greensleeves.id } as const

test('what is sent shows at once, and the echo takes its place', async () => {
  const feed = feedOf(room)
  const sending = feed.send('/removal', {}, removal)
  expect(shown(feed)).toEqual([])
  expect(feed.getState().room.seq).toBe(room.seq)
  Stream.last.say('events', eventsAfter(room, 'kim', { type: 'queue.removed', itemId: greensleeves.id }))
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  answer({ ok: true, seq: room.seq + 1 })
  expect(await sending).toEqual({ ok: true })
  expect(feed.getState().room.seq).toBe(room.seq + 1)
  expect(shown(feed)).toEqual([])
})

test('what was sent before the rules came shows once they are here, unless it has been answered', async () => {
  const feed = feedOf(room, null)
  const first = feed.send('/removal', {}, removal)
  expect(shown(feed)).toEqual(['Greensleeves'])
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  answer({ ok: false, error: { code: 'item_not_found', message: 'That song is no longer waiting' } })
  await first
  void feed.send('/messages', { text: 'Hello' }, { type: 'say', text: 'Hello' })
  feed.foreseeBy(new Foresight())
  expect(shown(feed)).toEqual(['Greensleeves'])
  expect(feed.getState().room.messages.map(({ text }) => text)).toEqual(['Hello'])
})

test('what is refused is taken back, with the words of the refusal', async () => {
  const feed = feedOf(room)
  const sending = feed.send('/removal', {}, removal)
  expect(shown(feed)).toEqual([])
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  answer({ ok: false, error: { code: 'item_not_found', message: 'That song is no longer waiting' } })
  expect(await sending).toMatchObject({ ok: false, message: 'That song is no longer waiting' })
  expect(shown(feed)).toEqual(['Greensleeves'])
})

test('commands reach the server in the order they were given', async () => {
  const feed = feedOf(room)
  const sending = [feed.send('/removal', {}, removal), feed.send('/messages', { text: 'Sorry' })]
  expect(shown(feed)).toEqual([])
  await vi.waitFor(() => expect(asked).toEqual(['/removal']))
  answer({ ok: true, seq: room.seq + 1 })
  await vi.waitFor(() => expect(asked).toEqual(['/removal', '/messages']))
  answer({ ok: true, seq: room.seq + 2 })
  expect(await Promise.all(sending)).toEqual([{ ok: true }, { ok: true }])
})

test('without a connection it is taken back too', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  const feed = feedOf(room)
  expect(await feed.send('/removal', {}, removal)).toMatchObject({ ok: false, code: 'offline' })
  expect(shown(feed)).toEqual(['Greensleeves'])
})

test('what the rules refuse does not show at all', () => {
  const feed = feedOf(room)
  void feed.send('/playback', {}, { type: 'pause' })
  expect(feed.getState().room.playhead.playing).toBe(true)
})

test('what others do meanwhile is kept below what is on its way', () => {
  const feed = feedOf(room)
  void feed.send('/removal', {}, removal)
  const item = { id: 'item', track: song('Für Elise'), addedBy: 'alex', rank: 'z' }
  Stream.last.say('events', eventsAfter(room, 'alex', { type: 'queue.added', item }))
  expect(shown(feed)).toEqual(['Für Elise'])
})

test('an echo that this member is not shown does not leave the foreseen behind for ever', async () => {
  vi.useFakeTimers()
  const feed = feedOf(room)
  const sending = feed.send('/removal', {}, removal)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  answer({ ok: true, seq: room.seq + 1 })
  await sending
  expect(shown(feed)).toEqual([])
  await vi.advanceTimersByTimeAsync(2_500)
  expect(shown(feed)).toEqual(['Greensleeves'])
  vi.useRealTimers()
})

test('[S4] events that come twice are folded in once', () => {
  const feed = feedOf(room)
  const item = { id: 'item', track: song('Für Elise'), addedBy: 'alex', rank: 'z' }
  const heard = vi.fn()
  feed.onEvents(heard)
  const events = eventsAfter(room, 'alex', { type: 'queue.added', item })
  Stream.last.say('events', events)
  Stream.last.say('events', events)
  expect(shown(feed)).toEqual(['Greensleeves', 'Für Elise'])
  expect(heard).toHaveBeenCalledTimes(1)
})

test('a snapshot replaces all that was held', () => {
  const feed = feedOf(room)
  void feed.send('/removal', {}, removal)
  const later = { ...playing(jam({}, 'kim'), ['A', 'B', 'C']), seq: 90 }
  Stream.last.say('snapshot', { room: later, memberId: 'kim', presence: { memberIds: null, count: 300 } })
  expect(shown(feed)).toEqual(['B', 'C'])
  expect(feed.getState().presence.count).toBe(300)
})

test('a membership that ends is the end of the stream', () => {
  const feed = feedOf(room)
  Stream.last.say('gone', { why: 'removed' })
  expect(feed.getState()).toMatchObject({ connection: 'gone', gone: 'removed' })
  expect(Stream.last.readyState).toBe(Stream.CLOSED)
})

test('how devices stand is held until a snapshot replaces it; whom the room waits for, as long as it waits', () => {
  const feed = feedOf(room)
  const devices = {
    byMember: { alex: { state: 'stalled', errorMs: null, delayMs: 9 } },
    counts: { stalled: 1 },
  } as const
  const waiting = { memberIds: ['alex'], count: 1 }
  const closed = { type: 'gate.closed', playhead: { ...room.playhead, playing: false }, untilMs: 1 } as const
  const [gate] = eventsAfter(room, 'alex', closed)
  Stream.last.say('events', [gate!])
  Stream.last.say('devices', devices)
  Stream.last.say('waiting', waiting)
  expect(feed.getState()).toMatchObject({ devices, waiting })

  const held = feed.getState().room
  Stream.last.say(
    'events',
    eventsAfter(held, 'alex', {
      type: 'chat.said',
      message: { id: 'm', memberId: 'alex', text: 'hi', atMs: 1 },
    }),
  )
  expect(feed.getState().waiting).toEqual(waiting)
  Stream.last.say(
    'events',
    eventsAfter(feed.getState().room, 'alex', { type: 'gate.opened', playhead: room.playhead }),
  )
  expect(feed.getState()).toMatchObject({ devices, waiting: null })
  Stream.last.say('snapshot', { room: held, memberId: 'kim', presence: { memberIds: [], count: 0 } })
  expect(feed.getState().devices).toBeNull()
})

test('[S9] a start that is only foreseen lies so far ahead that its echo is there before it sounds', async () => {
  const paused = {
    ...room,
    members: { ...room.members, kim: { ...room.members.kim!, role: 'cohost' as const } },
    playhead: { ...room.playhead, playing: false },
  }
  const feed = feedOf(paused)
  const sent = feed.send('/playback', { playing: 'true' }, { type: 'play' })
  const { playhead } = feed.getState().room
  expect([playhead.playing, playhead.updatedAtMs - facts().nowMs]).toEqual([true, 1_000])
  const started = { ...playhead, updatedAtMs: facts().nowMs + 70 }
  Stream.last.say('events', eventsAfter(paused, 'kim', { type: 'playback.changed', playhead: started }))
  expect(feed.getState().room.playhead).toEqual(started)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  answer({ ok: true, seq: paused.seq + 1 })
  expect(await sent).toEqual({ ok: true })
})
