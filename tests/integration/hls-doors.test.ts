import { expect, onTestFinished, test, vi } from 'vitest'
import { comeIn, openJam } from '../support/evening'
import { startFilmDoors, statuses } from '../support/film-doors'

const { app, ada, metropolis, m, song, openFilmRoom, outsidersOf } = await startFilmDoors()
const { converts } = app.tutti.library

const urlsOf = (code: string, trackId = metropolis.id) => [
  `/media/${trackId}/hls/film.m3u8?room=${code}`,
  `/media/${trackId}/hls/segments/0.ts?room=${code}`,
  `/media/${trackId}/types?room=${code}`,
]

test.runIf(converts)('a film that is converted goes to the members of its room', async () => {
  const code = await openFilmRoom()
  const guest = await comeIn(app.browser(), code, 'Guest')
  expect(await statuses(guest, urlsOf(code))).toEqual([200, 200, 200])
  const playlist = await guest.get(urlsOf(code)[0]!)
  expect(playlist.headers.get('Content-Type')).toBe('application/vnd.apple.mpegurl')
  // Each segment is asked for with the room, or it would be refused.
  expect(playlist.text).toContain(`segments/0.ts?room=${code}`)
})

test('and to nobody else', async () => {
  const code = await openFilmRoom()
  const { stranger, other, othersCode, gone, program } = await outsidersOf(code)
  for (const somebody of [stranger, other, program, gone]) {
    expect(await statuses(somebody, urlsOf(code))).toEqual([403, 403, 403])
  }
  expect(await statuses(other, urlsOf(othersCode))).toEqual([404, 404, 404])
  expect(await statuses(ada.browser, urlsOf(code, m.id))).toEqual([404, 404, 404])
  for (const wrong of ['', 'nonsense', '????']) {
    expect(await statuses(app.browser(), urlsOf(wrong))).toEqual([404, 404, 404])
  }
  expect(await statuses(app.browser().withToken('tutti_wrong'), urlsOf(code))).toEqual([401, 401, 401])
})

test.each(['-1', '1e3', '9999999', '0x0', '..%2f..%2f0', '%00', '1%2f..%2f0'])(
  'there is no segment %j',
  async (index) => {
    const code = await openFilmRoom()
    const answer = await ada.browser.get(`/media/${metropolis.id}/hls/segments/${index}.ts?room=${code}`)
    expect(answer.status).toBe(404)
  },
)

test('it says what a browser must decode to play it as it is', async () => {
  const code = await openFilmRoom()
  const answer = await ada.browser.get(`/media/${metropolis.id}/types?room=${code}`)
  expect(answer.json()).toEqual({
    types: ['video/webm; codecs="vp09.00.10.08"', 'audio/webm; codecs="opus"'],
  })
})

test('without ffmpeg it says so', async () => {
  const code = await openFilmRoom()
  const without = vi.spyOn(app.tutti.library, 'converts', 'get').mockReturnValue(false)
  onTestFinished(() => without.mockRestore())
  const answer = await ada.browser.get(urlsOf(code)[0]!)
  expect([answer.status, answer.json()]).toMatchObject([501, { error: { code: 'cannot_convert' } }])
  expect(await statuses(app.browser(), urlsOf(code))).toEqual([403, 403, 403])
})

test('songs are not converted', async () => {
  const { code } = await openJam(ada.browser)
  await ada.browser.json(`/rooms/${code}/queue`, { trackId: song.id })
  expect(await statuses(ada.browser, urlsOf(code, song.id))).toEqual([converts ? 404 : 501, 404, 200])
})
