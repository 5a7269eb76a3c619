import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { roomEvents, rooms, sightings } from '~/db/schema/rooms'
import type { EventType, RoomEvent } from '~/domain/room/event'
import { CLOSING_NOTICE_MS, HOST_AWAY_AFTER_MS } from '~/domain/room/lifecycle'
import { presetOf } from '~/domain/room/kinds'
import type { Engine } from '~/sync/engine.server'
import { loadRoom } from '~/sync/store/room-rows.server'
import { freshDatabase } from '../support/database'
import { accepted, join, openJam, say, startAnotherEngine, startEngine, track } from '../support/engine'

const database = await freshDatabase()
const { db } = database
const engine = await startEngine(database)
let other = await startAnotherEngine(database)

async function eventsOf<Type extends EventType>(roomId: string, type: Type) {
  const rows = await db
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(eq(roomEvents.roomId, roomId))
    .orderBy(asc(roomEvents.seq))
  const events = rows.map((row) => row.body as RoomEvent)
  return events.filter((event): event is Extract<RoomEvent, { type: Type }> => event.type === type)
}

async function addSong(node: Engine, roomId: string, memberId: string, title: string, durationMs: number) {
  return accepted(
    await node.rooms.execute(
      roomId,
      { memberId },
      { id: randomUUID(), type: 'add', track: track(title, durationMs) },
    ),
  )
}

const titleNow = (roomId: string) => async () => (await loadRoom(db, roomId))?.current?.track.title
const patience = { timeout: 10_000, interval: 50 }

test('[S9] songs move on by the clock with no browser at all, each exactly once, though two nodes watch', async () => {
  const { room, alex } = await openJam(engine)
  await other.rooms.read(room.id)
  for (const title of ['A', 'B', 'C']) await addSong(engine, room.id, alex, title, 700)
  const startedAtMs = engine.rooms.held(room.id)!.playhead.updatedAtMs
  expect(engine.hub.streamCount() + other.hub.streamCount()).toBe(0)
  await expect.poll(titleNow(room.id), patience).toBeUndefined()
  const moves = await eventsOf(room.id, 'playback.movedOn')
  expect(moves.map(({ outcome }) => outcome)).toEqual([null, 'played', 'played', 'played'])
  // Each song begins where the one before it ended, however late the timer was.
  expect(moves.map(({ playhead }) => playhead.updatedAtMs - startedAtMs)).toEqual([0, 700, 1_400, 2_100])
  expect(moves.every(({ by }) => by === null || by === alex)).toBe(true)
})

test('[S9] a song’s end waits for no sweep, on a node that never wrote to the room either', async () => {
  const writer = await startAnotherEngine(database)
  const opened = await Promise.all(Array.from({ length: 7 }, () => openJam(writer)))
  const songs = opened.map(({ room, alex }, index) => addSong(writer, room.id, alex, 'A', 900 + index * 130))
  const endsAtMs = (await Promise.all(songs)).map(
    ({ room }, index) => room.playhead.updatedAtMs + 900 + index * 130,
  )
  await writer.close()
  const reader = await startAnotherEngine(database)
  // The others would do it too.
  await Promise.all([engine.close(), other.close()])
  await Promise.all(opened.map(({ room }) => reader.rooms.read(room.id)))
  for (const { room } of opened) await expect.poll(titleNow(room.id), patience).toBeUndefined()
  const moves = await Promise.all(opened.map(({ room }) => eventsOf(room.id, 'playback.movedOn')))
  const lateMs = moves.map(([, moved], index) => moved!.atMs - endsAtMs[index]!)
  // Left to the sweep they would be half a second late on average.
  expect(lateMs.toSorted((a, b) => a - b)[3]).toBeLessThan(200)
  other = reader
})

test('[S9] a timer that finds nothing due yet sets itself again', async () => {
  const node = await startAnotherEngine(database)
  const { room, alex } = await openJam(node)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await addSong(node, room.id, alex, 'A', 600_000)
    const tick = vi.spyOn(node, 'tick')
    // A quiet room is looked at each minute; the song is far from its end each time.
    for (let looks = 1; looks <= 3; looks++) {
      await vi.advanceTimersByTimeAsync(60_000)
      expect(tick.mock.calls.filter(([roomId]) => roomId === room.id)).toHaveLength(looks)
      await Promise.all(tick.mock.results.map(({ value }) => value as Promise<void>))
    }
  } finally {
    vi.useRealTimers()
  }
  expect(node.rooms.held(room.id)?.current?.track.title).toBe('A')
})

test('a song that ended while no node ran is over when one starts; the next begins now', async () => {
  const { room, alex } = await openJam(other)
  const closing = await startAnotherEngine(database)
  await addSong(other, room.id, alex, 'A', 60_000)
  await addSong(other, room.id, alex, 'B', 60_000)
  // As if everything had stood still for ten minutes; nobody holds a copy that says otherwise.
  const tenMinutesMs = 600_000
  const playback = sql`jsonb_set(playback, '{updatedAtMs}', to_jsonb((playback->>'updatedAtMs')::bigint - ${tenMinutesMs}))`
  await closing.close()
  await db
    .update(rooms)
    .set({
      playback,
      wakeAtMs: sql`wake_at_ms - ${tenMinutesMs}`,
      updatedAtMs: sql`updated_at_ms - ${tenMinutesMs}`,
      epoch: randomUUID(),
    })
    .where(eq(rooms.id, room.id))
  const restarted = await startAnotherEngine(database)
  await expect.poll(titleNow(room.id), patience).toBe('B')
  const { playhead } = (await loadRoom(db, room.id))!
  expect(Math.abs(playhead.updatedAtMs - restarted.clock.nowMs())).toBeLessThan(5_000)
})

test('after a restart a node that nobody asked anything takes the rooms’ timers up', async () => {
  const { room, alex } = await openJam(other)
  const first = await startAnotherEngine(database)
  await addSong(first, room.id, alex, 'A', 1_200)
  await addSong(first, room.id, alex, 'B', 60_000)
  await first.close()
  const second = await startAnotherEngine(database)
  await expect.poll(titleNow(room.id), patience).toBe('B')
  expect(await eventsOf(room.id, 'playback.movedOn')).toHaveLength(2)
  await expect.poll(async () => (await second.rooms.read(room.id))?.current?.track.title).toBe('B')
})

test('an end that is near is announced, called off at once when the host moves it, and comes when it is due', async () => {
  const personId = randomUUID()
  const nowMs = other.clock.nowMs()
  const { policy } = presetOf('jam')
  const opening = { kind: 'jam', name: 'Short', policy, hostName: 'Alex', personId } as const
  const room = await other.rooms.open({ ...opening, endsAtMs: nowMs + CLOSING_NOTICE_MS + 500 })
  const alex = Object.keys(room.members)[0]!
  const changeEnd = (endsAtMs: number) =>
    other.rooms.execute(
      room.id,
      { memberId: alex },
      { id: randomUUID(), type: 'changeRoom', name: 'Short', policy, endsAtMs },
    )
  const now = () => other.rooms.held(room.id)!
  await expect.poll(() => now().closing, patience).toEqual({ atMs: room.endsAtMs, reason: 'time' })

  accepted(await changeEnd(nowMs + 3_600_000))
  const askedAtMs = performance.now()
  await expect.poll(() => now().closing, { ...patience, interval: 5 }).toBeNull()
  expect(performance.now() - askedAtMs).toBeLessThan(900)

  accepted(await changeEnd(other.clock.nowMs() + 400))
  await expect.poll(() => now().ended?.reason, patience).toBe('time')
  expect((await eventsOf(room.id, 'room.ended')).length).toBe(1)
  expect((await db.select().from(rooms).where(eq(rooms.id, room.id)))[0]?.wakeAtMs).toBeNull()
})

test('[S10] a node that has only just started holds no host absent for longer than it could see them', async () => {
  const { room, alex } = await openJam(other)
  const jordan = await join(other, room.id, 'Jordan')
  await addSong(other, room.id, alex, 'Long', 7_200_000)
  const seenAtMs = other.clock.nowMs() - HOST_AWAY_AFTER_MS - 60_000
  await db.update(rooms).set({ createdAtMs: seenAtMs }).where(eq(rooms.id, room.id))
  await db
    .insert(sightings)
    .values({ roomId: room.id, nodeId: randomUUID(), anyoneSeenAtMs: seenAtMs, hostSeenAtMs: seenAtMs })
  const started = await startAnotherEngine(database)
  started.presence.enter(room.id, jordan)
  await started.tick(room.id)
  expect((await started.rooms.read(room.id))?.hostAway).toBeNull()
})

test('a vote that falls short is enough when those who did not vote are gone', async () => {
  const { room, alex } = await openJam(other)
  const [jordan, kim] = [await join(other, room.id, 'Jordan'), await join(other, room.id, 'Kim')]
  await addSong(other, room.id, alex, 'A', 60_000)
  await addSong(other, room.id, alex, 'B', 60_000)
  const [closeAlex, closeKim] = [alex, kim].map((id) => other.presence.enter(room.id, id))
  other.presence.enter(room.id, jordan)
  await expect.poll(() => other.presence.of(room.id).count).toBe(3)
  const itemId = other.rooms.held(room.id)!.current!.id
  accepted(
    await other.rooms.execute(room.id, { memberId: jordan }, { id: randomUUID(), type: 'vote', itemId }),
  )
  await other.tick(room.id)
  expect(other.rooms.held(room.id)?.current?.track.title).toBe('A')
  closeAlex!()
  closeKim!()
  await expect.poll(() => other.rooms.held(room.id)?.current?.track.title, patience).toBe('B')
  expect(other.rooms.held(room.id)?.played[0]?.outcome).toBe('voted')
})

test('[S10] who is connected is known on both nodes, and told to every stream', async () => {
  const another = await startAnotherEngine(database)
  const { room, alex } = await openJam(other)
  const jordan = await join(other, room.id, 'Jordan')
  const leave = other.presence.enter(room.id, alex)
  another.presence.enter(room.id, jordan)
  const both = [alex, jordan].toSorted()
  for (const node of [other, another]) {
    await expect.poll(() => node.presence.of(room.id).memberIds?.toSorted()).toEqual(both)
  }
  leave()
  for (const node of [other, another])
    await expect.poll(() => node.presence.of(room.id).memberIds).toEqual([jordan])
})

test('a node that is closed stops: no timer, sweep or presence of its own works on', async () => {
  const closing = await startAnotherEngine(database)
  const { room, alex } = await openJam(closing)
  await addSong(closing, room.id, alex, 'A', 300)
  closing.presence.enter(room.id, alex)
  await closing.close()
  const { seq } = closing.rooms.held(room.id)!
  // The other one moves the song on; the closed one neither does it nor hears of it.
  await expect.poll(titleNow(room.id), patience).toBeUndefined()
  accepted(await say(other, room.id, alex, 'still here'))
  expect(closing.rooms.held(room.id)!.seq).toBe(seq)
})
