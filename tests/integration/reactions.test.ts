import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { roomEvents } from '~/db/schema/rooms'
import { startApp } from '../support/app'
import { comeIn, openJam } from '../support/evening'

const app = await startApp()
const alex = app.browser()
const { code } = await openJam(alex)

test('what one throws, all who are in see; nothing of it is written down', async () => {
  const kim = await comeIn(app.browser(), code, 'Kim')
  const [alexs, kims] = [alex.listen(`/rooms/${code}/events`), kim.listen(`/rooms/${code}/events`)] as const
  for (const reader of [alexs, kims]) await reader.until(() => reader.all('snapshot')[0])
  const { seq } = kims

  const answer = await kim.json(`/rooms/${code}/reactions`, { reaction: 'laugh' })
  expect(answer).toMatchObject({ status: 200 })
  for (const reader of [alexs, kims]) {
    await reader.until(() => reader.all('reactions')[0])
    expect(reader.all('reactions')).toEqual([{ laugh: 1 }])
  }
  const room = await app.tutti.engine.rooms.findByCode(code)
  const last = await app.db.select().from(roomEvents).where(eq(roomEvents.roomId, room!.id))
  expect(last).toHaveLength(seq)
  for (const reader of [alexs, kims]) reader.cut()
})

test('a plain form comes back to the room; what there is not is refused, and so is a stranger', async () => {
  const form = await alex.post(`/rooms/${code}/reactions`, { reaction: 'love' })
  expect([form.status, form.headers.get('Location')]).toEqual([303, `/rooms/${code}`])
  for (const reaction of ['❤️', '', 'toString', 7, null, ['love']]) {
    expect((await alex.json(`/rooms/${code}/reactions`, { reaction })).status).toBe(400)
  }
  expect((await app.browser().json(`/rooms/${code}/reactions`, { reaction: 'love' })).status).toBe(403)
})

test('a thumb that does not stop is told to wait, and may still pause the music', async () => {
  const robin = await comeIn(app.browser(), code, 'Robin')
  const statuses: number[] = []
  for (let each = 0; each < 25; each++) {
    statuses.push((await robin.json(`/rooms/${code}/reactions`, { reaction: 'applause' })).status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  expect(statuses.at(-1)).toBe(429)
  expect((await robin.json(`/rooms/${code}/messages`, { text: 'Bravo' })).status).toBe(200)
})

test('who may not pause is told who may, as a program and on a page', async () => {
  const mina = await comeIn(app.browser(), code, 'Mina')
  const asked = [
    [`/rooms/${code}/playback`, { playing: false }, 'Only Alex may pause here'],
    [`/rooms/${code}/playback`, { positionMs: 1_000 }, 'Only Alex may go to another place in it'],
    [`/rooms/${code}/gate/opening`, {}, 'Only Alex may start before everyone is ready'],
  ] as const
  for (const [url, fields, message] of asked) {
    const refused = await mina.json(url, fields)
    expect(refused.status).toBe(403)
    expect(refused.json()).toMatchObject({ error: { code: 'not_authorized', message } })
  }
  const page = await mina.post(`/rooms/${code}/playback`, { playing: 'false' })
  expect(page.status).toBe(403)
  expect(page.text).toContain('Only Alex may pause here')
})
