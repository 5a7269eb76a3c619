import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rooms } from '~/db/schema/rooms'
import type { DeviceReport } from '~/domain/playback/device'
import type { Command } from '~/domain/room/command'
import { POLICY_DEFAULTS } from '~/domain/room/policy'
import type { Engine } from '~/sync/engine.server'
import { loadRoom } from '~/sync/store/room-rows.server'
import { freshDatabase } from '../support/database'
import { accepted, join, openJam, startAnotherEngine, startEngine, track } from '../support/engine'

const database = await freshDatabase()
const { db } = database
const here = await startEngine(database)
const there = await startAnotherEngine(database)
const patience = { timeout: 5_000, interval: 20 }

type CommandBody = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

async function does(node: Engine, roomId: string, memberId: string, body: CommandBody) {
  return accepted(await node.rooms.execute(roomId, { memberId }, { id: randomUUID(), ...body } as Command))
    .room
}

/** A heartbeat of this member's device reached this node. */
function beat(node: Engine, roomId: string, memberId: string, report: Partial<DeviceReport>): void {
  const silent = {
    state: 'idle',
    errorMs: null,
    delayMs: 20,
    startCostMs: 15,
    readyItemId: null,
    nextReadyItemId: null,
    seq: 0,
  } as const
  node.devices.hear(roomId, { memberId, deviceId: 'phone', place: 'home', report: { ...silent, ...report } })
}

/** Alex is connected here, Kim there, each with a device, and both nodes know of both. */
async function twoNodes(policy = {}) {
  const { room, alex } = await openJam(here, policy)
  const kim = await join(here, room.id, 'Kim')
  await there.rooms.read(room.id)
  here.presence.enter(room.id, alex)
  there.presence.enter(room.id, kim)
  for (const node of [here, there]) await expect.poll(() => node.presence.of(room.id).count, patience).toBe(2)
  beat(here, room.id, alex, {})
  beat(there, room.id, kim, { delayMs: 200 })
  for (const node of [here, there]) {
    await expect.poll(() => node.devices.sounding(room.id)?.length, patience).toBe(2)
  }
  return { roomId: room.id, alex, kim }
}

const add = (title: string) => ({ type: 'add', track: track(title) }) as const

test('[T3] [S9] the lead is long enough for devices that speak to another node', async () => {
  const { roomId, alex } = await twoNodes()
  const room = await does(here, roomId, alex, add('A'))
  expect(room.playhead.updatedAtMs - room.updatedAtMs).toBe(230)
})

test('[T10] [S5] a gate waits for the devices of all nodes, and opens once', async () => {
  const { roomId, alex, kim } = await twoNodes({ readyGate: true })
  const closed = await does(there, roomId, kim, add('A'))
  const ready = { seq: closed.seq, readyItemId: closed.current!.id }
  beat(there, roomId, kim, ready)
  await there.tick(roomId)
  expect((await there.rooms.read(roomId))!.gate).not.toBeNull()
  beat(here, roomId, alex, ready)
  for (const node of [here, there]) {
    await expect.poll(() => node.rooms.held(roomId)?.gate, patience).toBeNull()
  }
  await Promise.all([here.tick(roomId), there.tick(roomId)])
  const opened = (await here.rooms.read(roomId))!
  expect([opened.seq, opened.playhead.playing]).toEqual([closed.seq + 1, true])
  expect(opened.playhead.updatedAtMs).toBeLessThan(closed.gate!.untilMs)
})

test('[T10] a node that nobody’s device speaks to does not open the gate of those that others hear', async () => {
  const { roomId, alex, kim } = await twoNodes({ readyGate: true })
  const deaf = await startAnotherEngine(database)
  await expect.poll(() => deaf.presence.othersServe(roomId), { timeout: 8_000 }).toBe(true)
  const closed = await does(there, roomId, kim, add('A'))
  await deaf.tick(roomId)
  expect((await deaf.rooms.read(roomId))!.gate).toEqual(closed.gate)
  // A host who asks by way of it may do so.
  expect((await does(deaf, roomId, alex, { type: 'openGate' })).playhead.playing).toBe(true)
}, 40_000)

test('who closes their page is waited for no longer than their presence lasts', async () => {
  const { roomId, alex, kim } = await twoNodes({ readyGate: true })
  const leave = there.presence.enter(roomId, kim)
  const closed = await does(here, roomId, alex, add('A'))
  beat(here, roomId, alex, { seq: closed.seq, readyItemId: closed.current!.id })
  leave()
  // The first one that `twoNodes` opened is still there: it is a second tab.
  await here.tick(roomId)
  expect(here.rooms.held(roomId)!.gate).not.toBeNull()
  here.devices.keepOnly(roomId, new Set([alex]))
  await expect.poll(() => here.rooms.held(roomId)!.gate, patience).toBeNull()
})

test('rooms that were opened before there was a choice load with what they did then', async () => {
  const { room } = await openJam(here)
  const older = sql`policy - 'readyGate' - 'stallHoldsRoom' - 'onRestart'`
  await db.update(rooms).set({ policy: older, epoch: randomUUID() }).where(eq(rooms.id, room.id))
  const loaded = (await there.rooms.read(room.id))!
  expect(loaded.policy).toEqual({ ...room.policy, ...POLICY_DEFAULTS })
  expect(loaded).toEqual(await loadRoom(db, room.id))
  expect(loaded.gate).toBeNull()
})
