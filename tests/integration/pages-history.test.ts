import { expect, test } from 'vitest'
import { peopleOf } from '~/domain/room/room'
import { startApp } from '../support/app'
import { addSong, comeIn, openJam, roomOf, skip } from '../support/evening'

const app = await startApp()

/** Alex hosts, Kim and Robin are in; two songs were played, a third plays. */
async function anEvening(name = 'Friday at Alex’s') {
  const alex = app.browser()
  const { code, roomId } = await openJam(alex, { name })
  const kim = await comeIn(app.browser(), code, 'Kim')
  const robin = await comeIn(app.browser(), code, '=HYPERLINK("http://evil")')
  await addSong(alex, code, 'Ode to Joy')
  await addSong(kim, code, 'Greensleeves')
  await addSong(robin, code, 'Für Elise')
  await skip(app, alex, code)
  await skip(app, alex, code)
  return { alex, kim, robin, code, roomId }
}

test('each browser sees the rooms it was in, with what was played and who added it', async () => {
  const { kim, roomId } = await anEvening()
  const list = await kim.get('/history')
  expect(list.text).toContain(`href="/history/${roomId}"`)
  expect(list.text).toContain('3 songs')
  const { text } = await kim.get(`/history/${roomId}`)
  expect(text).toContain('Hosted by Alex')
  const titles = ['Ode to Joy', 'Greensleeves', 'Für Elise']
  expect(titles.map((title) => text.indexOf(title))).toEqual(
    titles.map((title) => text.indexOf(title)).sort((a, b) => a - b),
  )
  expect(text).toContain('Kim</bdi> added it')
  expect(text).not.toContain('Auld Lang Syne')
})

test('nobody else sees it, and an id that is none is a 404 too', async () => {
  const { roomId, code } = await anEvening()
  const stranger = app.browser()
  expect((await stranger.get('/history')).text).toContain('Nothing here yet')
  await openJam(app.browser(), {})
  for (const id of [roomId, code, 'x', crypto.randomUUID()]) {
    for (const what of ['', '/played.json', '/played.csv', '/played.m3u']) {
      expect((await stranger.get(`/history/${id}${what}`)).status).toBe(404)
    }
  }
})

test('somebody who only waited at the door has no history of the room', async () => {
  const { code, roomId } = await openJam(app.browser(), { approveJoins: 'on' })
  const kim = app.browser()
  await kim.get('/')
  await kim.post(`/join/${code}`, { name: 'Kim' })
  expect((await kim.get('/history')).text).toContain('Nothing here yet')
  expect((await kim.get(`/history/${roomId}`)).status).toBe(404)
})

test('somebody who was removed sees only what they added themselves', async () => {
  const { alex, kim, code, roomId } = await anEvening()
  const kimsId = peopleOf(await roomOf(app, code)).find((member) => member.name === 'Kim')!.id
  await alex.json(`/rooms/${code}/members/${kimsId}/removal`)
  const { text } = await kim.get(`/history/${roomId}`)
  expect(text).toContain('Greensleeves')
  expect(text).not.toContain('Ode to Joy')
  expect((await kim.get('/history')).text).toContain('1 song')
})

test('the played list as JSON, CSV and M3U', async () => {
  const { alex, roomId } = await anEvening('Été, "finally"')
  const json = await alex.get(`/history/${roomId}/played.json`)
  expect(json.json()).toMatchObject({
    name: 'Été, "finally"',
    host_name: 'Alex',
    ended_at: null,
    tracks: [
      { title: 'Ode to Joy', added_by: 'Alex', duration_ms: 60_000, outcome: 'skipped' },
      { title: 'Greensleeves', added_by: 'Kim' },
      { title: 'Für Elise', outcome: null },
    ],
  })
  const csv = await alex.get(`/history/${roomId}/played.csv`)
  expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('Content-Disposition')).toContain(
    `filename*=UTF-8''%C3%89t%C3%A9%2C%20%22finally%22.csv`,
  )
  expect(csv.text.split('\r\n')).toHaveLength(5)
  expect(csv.text).toContain(`"'=HYPERLINK(""http://evil"")"`)
  const m3u = await alex.get(`/history/${roomId}/played.m3u`)
  expect(m3u.text).toMatch(
    /^#EXTM3U\n#PLAYLIST:Été, "finally"\n#EXTINF:60,Trad\. - Ode to Joy\nhttp:\/\/\S+\/media\//,
  )
})

test('older rooms are on further pages, each room on one of them', async () => {
  const alex = app.browser()
  await alex.get('/')
  for (let n = 0; n < 23; n++) await openJam(alex, { name: `Room ${n}.` })
  const seen: string[] = []
  for (let path: string | undefined = '/history'; path;) {
    const { text }: { text: string } = await alex.get(path)
    seen.push(...[...text.matchAll(/>(Room \d+)\.</g)].map(([, name]) => name!))
    path = /href="(\/history\?before=[^"]+)"/.exec(text)?.[1]
  }
  expect(seen).toEqual(Array.from({ length: 23 }, (_, n) => `Room ${22 - n}`))
  expect((await alex.get('/history?before=nonsense')).status).toBe(200)
})
