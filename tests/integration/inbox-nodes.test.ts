import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { presetOf } from '~/domain/room/kinds'
import { freshDatabase } from '../support/database'
import { startAnotherEngine, startEngine } from '../support/engine'

const database = await freshDatabase()
const here = await startEngine(database)
const there = await startAnotherEngine(database)

test('whoever is invited on one node hears of it on another, and only they', async () => {
  const [kim, lee] = [randomUUID(), randomUUID()]
  const heard: Record<string, string[]> = { kim: [], lee: [] }
  const streamOf = (name: string) => ({
    write: (chunk: Buffer) => void heard[name]!.push(chunk.toString()),
    end: () => {},
  })
  await there.inbox.add(kim, streamOf('kim'))
  await there.inbox.add(lee, streamOf('lee'))

  await here.rooms.open({
    kind: 'watch',
    name: 'Film night',
    policy: presetOf('watch').policy,
    hostName: 'Alex',
    personId: randomUUID(),
    endsAtMs: here.clock.nowMs() + 3_600_000,
    invites: [{ memberId: randomUUID(), accountId: kim, name: 'Kim', role: 'viewer' }],
  })
  await vi.waitFor(() => expect(heard.kim).toHaveLength(2))
  expect(heard.kim!.map((frame) => /\{.*\}/.exec(frame)?.[0])).toEqual(['{"waiting":0}', '{"waiting":1}'])
  expect(heard.lee).toHaveLength(1)
})

test('who is logged out hears no more, on whichever node', async () => {
  const [kim, lee] = [randomUUID(), randomUUID()]
  const ended: string[] = []
  for (const [name, accountId] of Object.entries({ kim, lee }))
    await there.inbox.add(accountId, { write: () => {}, end: () => void ended.push(name) })
  await here.personLoggedOut(kim)
  await vi.waitFor(() => expect(ended).toEqual(['kim']))
})
