import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { roomEvents } from '~/db/schema/rooms'
import type { SoundingDevice } from '~/domain/playback/device'
import type { Outage } from '~/domain/playback/outage'
import { apply, foldLog } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import { presetOf } from '~/domain/room/kinds'
import { isRefusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { isFor, viewFor, type Audience } from '~/domain/room/view'
import { loadRoom } from '~/sync/store/room-rows.server'
import { Rooms } from '~/sync/rooms.server'
import { freshDatabase } from '../support/database'
import { asIfNew, CAST_SIZE, devicesOf, moves, outageOf, runs, toCommand, type Move } from '../support/moves'

const { db } = await freshDatabase()

const START_MS = 1_800_000_000_000
const HOUR_MS = 3_600_000

type World = { nowMs: number; watchingSinceMs: number; leadMs: number; outage: Outage | null }

/** A node without its timers: the test says what time it is and who is about. */
class Node {
  present: ReadonlySet<string> | null = null
  devices: SoundingDevice[] = []
  copies = new Map<Audience, Room>()
  heard: number[] = []
  rooms: Rooms

  constructor(world: World) {
    this.rooms = new Rooms({
      db,
      surroundings: {
        clock: { nowMs: () => world.nowMs },
        presentIn: () => this.present,
        watchingSinceMs: () => world.watchingSinceMs,
        leadMsIn: () => world.leadMs,
        soundingIn: () => this.devices,
        outage: () => world.outage,
      },
      onOpened: () => {},
      onEvents: (_, events) => this.#hear(events),
      onReplaced: () => {},
    })
  }

  /** Two browsers come in now: a host's and a guest's. */
  watch(room: Room): void {
    for (const audience of ['hosts', 'members'] as const) this.copies.set(audience, viewFor(room, audience))
  }

  #hear(events: RoomEvent[]): void {
    this.heard.push(...events.map((event) => event.seq))
    const carried = JSON.parse(JSON.stringify(events)) as RoomEvent[]
    for (const [audience, room] of this.copies) {
      this.copies.set(audience, carried.filter((event) => isFor(event, audience)).reduce(apply, room))
    }
  }
}

async function logOf(roomId: string): Promise<RoomEvent[]> {
  const rows = await db
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(eq(roomEvents.roomId, roomId))
    .orderBy(asc(roomEvents.seq))
  return rows.map((row) => row.body as RoomEvent)
}

const countCommands = async (roomId: string) =>
  (await db.execute(sql`select count(*)::int as count from room_command where room_id = ${roomId}`))[0]!.count

const content = (room: Room) => ({ ...room, seq: 0, updatedAtMs: 0 })

/** Plays a sequence on two nodes in turn; nobody tells the other node but its own reading of the log. */
async function play(sequence: Move[]) {
  const world: World = { nowMs: START_MS, watchingSinceMs: START_MS, leadMs: 60, outage: null }
  const [here, there] = [new Node(world), new Node(world)]
  const personIds = Array.from({ length: CAST_SIZE }, () => randomUUID())
  const opened = await here.rooms.open({
    kind: 'jam',
    name: 'Friday at Alex’s',
    policy: presetOf('jam').policy,
    hostName: 'Alex',
    personId: personIds[0]!,
    endsAtMs: START_MS + 12 * HOUR_MS,
  })
  await there.rooms.read(opened.id)
  for (const node of [here, there]) node.watch(opened)

  const memberIds = [Object.keys(opened.members)[0]!, ...personIds.slice(1).map(() => randomUUID())]
  let refused = 0
  for (const move of sequence) {
    world.nowMs += move.waitMs
    world.watchingSinceMs = move.flags[4] && move.flags[2] ? START_MS : world.nowMs
    const node = move.flags[1] ? here : there
    world.outage = outageOf(move, world.nowMs)
    node.present = move.flags[5] ? null : new Set(memberIds.filter((_, index) => move.flags[index % 5]))

    const before = (await loadRoom(db, opened.id))!
    node.devices = devicesOf(before, move, memberIds, world.nowMs)
    const commands = await countCommands(opened.id)
    const whose = move.type === 'join' ? { ...move, a: move.who } : move
    const command = toCommand(before, whose, memberIds, randomUUID(), world.nowMs)
    const sender =
      move.type === 'tick'
        ? 'clock'
        : move.type === 'join'
          ? { personId: personIds[move.who]! }
          : { memberId: memberIds[move.who]! }
    const outcome = await node.rooms.execute(opened.id, sender, command)
    if (!isRefusal(outcome)) continue
    refused += 1
    expect(await loadRoom(db, opened.id)).toEqual(before)
    expect(await countCommands(opened.id)).toBe(commands)
  }
  await Promise.all([here.rooms.sweep(), there.rooms.sweep()])
  return { roomId: opened.id, here, there, refused }
}

test('[S2, S3] fold of the log = load from the tables = each node’s copy = what browsers hold, on two nodes', async () => {
  let events = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(moves(60, 30), async (sequence) => {
      const { roomId, here, there, ...counts } = await play(sequence)
      const log = await logOf(roomId)
      const loaded = (await loadRoom(db, roomId))!
      expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
      expect(foldLog(log)).toEqual(loaded)
      for (const node of [here, there]) {
        expect((await node.rooms.replica(roomId))?.room).toEqual(loaded)
        // Each node told of each event once and in order, whoever wrote it.
        expect(node.heard).toEqual(log.slice(1).map((event) => event.seq))
        expect(node.copies.get('hosts')).toEqual(loaded)
        const members = asIfNew(node.copies.get('members')!, loaded)
        expect(content(members)).toEqual(content(viewFor(loaded, 'members')))
      }
      expect(
        await new Node({ nowMs: START_MS, watchingSinceMs: 0, leadMs: 60, outage: null }).rooms.read(roomId),
      ).toEqual(loaded)
      events += log.length
      refused += counts.refused
    }),
    { ...runs(12), endOnFailure: true },
  )
  // Sequences in which nothing happens, or nothing is refused, would prove nothing.
  expect(events).toBeGreaterThan(60)
  expect(refused).toBeGreaterThan(10)
}, 600_000)
