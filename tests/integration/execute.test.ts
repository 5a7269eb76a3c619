import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { loadRoom } from '~/sync/room-rows.server'
import { freshDatabase } from '../support/database'
import { accepted, join, openJam, startEngine, track } from '../support/engine'

const database = await freshDatabase()
const engine = await startEngine(database)

test('the first song of a silent room plays, the second waits', async () => {
  const { room, alex } = await openJam(engine)
  const jordan = await join(engine, room.id, 'Jordan')
  await engine.rooms.execute(
    room.id,
    { memberId: alex },
    { id: randomUUID(), type: 'add', track: track('Ode to Joy') },
  )
  const done = accepted(
    await engine.rooms.execute(
      room.id,
      { memberId: jordan },
      { id: randomUUID(), type: 'add', track: track('Greensleeves') },
    ),
  )
  expect(done.room.current?.track.title).toBe('Ode to Joy')
  expect(done.room.queue.map((item) => item.track.title)).toEqual(['Greensleeves'])
  expect(await loadRoom(database.db, room.id)).toEqual(done.room)
})

test('[S11] a command that is sent twice is done once', async () => {
  const { room, alex } = await openJam(engine)
  const command = { id: randomUUID(), type: 'say', text: 'hello' } as const
  const first = accepted(await engine.rooms.execute(room.id, { memberId: alex }, command))
  const second = accepted(await engine.rooms.execute(room.id, { memberId: alex }, command))
  expect(second.seq).toBe(first.seq)
  expect((await engine.rooms.read(room.id))?.messages).toHaveLength(1)
})
