import { describe, expect, test } from 'vitest'
import { comeIn, makeToken, openJam } from '../support/evening'
import type { Browser } from '../support/browser'
import { startFilmDoors, statuses } from '../support/film-doors'
import { setAudience } from '../support/household'

const doors = await startFilmDoors()
const { app, ada, kim, films, metropolis, m, song, subtitle, otherSubtitle, openFilmRoom, outsidersOf } =
  doors

/** Every URL by which something of a film leaves the house, as a member of a room asks for it. */
const urlsOf = (code: string) => [
  `/media/${metropolis.id}?room=${code}`,
  `/media/${metropolis.id}/subtitles/${subtitle.id}?room=${code}`,
  `/artwork/${metropolis.artworkId}/96?room=${code}`,
]

const titles = async (browser: Browser, url: string) =>
  (await browser.get(url)).json<{ tracks: { title: string }[] }>().tracks.map(({ title }) => title)

const program = async (browser: Browser) => browser.withToken(await makeToken(browser))

describe('what is in a room', () => {
  test('goes to its members, guests among them', async () => {
    const code = await openFilmRoom()
    const guest = await comeIn(app.browser(), code, 'Guest')
    for (const member of [ada.browser, guest, await comeIn(kim.browser, code, 'Kim')]) {
      expect(await statuses(member, urlsOf(code))).toEqual([200, 200, 200])
    }
    const words = await guest.get(urlsOf(code)[1]!)
    expect(words.headers.get('Content-Type')).toBe('text/vtt; charset=utf-8')
    expect(words.text).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nGrüße\n')
    // Where no script runs, they are the browser's own to choose.
    const page = (await guest.get(`/rooms/${code}/listen`)).text
    expect(page).toContain(`<track kind="subtitles" src="${urlsOf(code)[1]}" label="German" srcLang="de"/>`)
  })

  test('and to nobody else', async () => {
    const code = await openFilmRoom()
    const { stranger, other, othersCode, gone, program } = await outsidersOf(code)
    for (const somebody of [stranger, other, program]) {
      expect(await statuses(somebody, urlsOf(code))).toEqual([403, 403, 403])
    }
    expect(await statuses(gone, urlsOf(code).slice(0, 2))).toEqual([403, 403])
    expect(await statuses(other, urlsOf(othersCode))).toEqual([404, 404, 404])
    for (const wrong of ['', 'nonsense', '????']) {
      expect(await statuses(app.browser(), urlsOf(wrong))).toEqual([404, 404, 404])
    }
    expect(await statuses(app.browser().withToken('tutti_wrong'), urlsOf(code))).toEqual([401, 401, 401])
  })

  test('is all there is: its host gets no other bytes by it', async () => {
    const code = await openFilmRoom()
    const others = [
      `/media/${m.id}?room=${code}`,
      `/media/${m.id}/subtitles/${otherSubtitle.id}?room=${code}`,
    ]
    expect(await statuses(ada.browser, others)).toEqual([404, 404])
    const swapped = `/media/${metropolis.id}/subtitles/${otherSubtitle.id}?room=${code}`
    expect((await ada.browser.get(swapped)).status).toBe(404)
  })

  test.each(['..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', 'M (1931).en.srt', '..\\..', '%00', subtitleName()])(
    'has no subtitles called %j',
    async (name) => {
      const code = await openFilmRoom()
      expect((await ada.browser.get(`/media/${metropolis.id}/subtitles/${name}?room=${code}`)).status).toBe(
        404,
      )
    },
  )

  test('is still looked back at by those who left, and only by them', async () => {
    const code = await openFilmRoom()
    const gone = await comeIn(app.browser(), code, 'Gone')
    await gone.post(`/rooms/${code}/departure`)
    expect((await gone.get(urlsOf(code)[2]!)).status).toBe(200)
    expect((await gone.get(`/artwork/${song.artworkId}/96?room=${code}`)).status).toBe(404)
  })
})

describe('a library that is taken away', () => {
  test('is taken from those who watch, unless the host lets them in as guests', async () => {
    await setAudience(ada.browser, films, 'given', [kim.id])
    const code = await openFilmRoom()
    await comeIn(kim.browser, code, 'Kim')
    const guest = await comeIn(app.browser(), code, 'Guest')
    const closed = await ada.browser.json(`/rooms/${code}/settings`, { guestsMayJoin: false })
    expect(closed.status).toBe(200)
    const [media] = urlsOf(code)
    const offered = async () => (await kim.browser.get(`/rooms/${code}/subtitles`)).json()
    expect(await statuses(kim.browser, [media!])).toEqual([200])
    expect(await offered()).toMatchObject({ subtitles: [{ id: subtitle.id }] })

    await setAudience(ada.browser, films, 'given')
    expect(await statuses(kim.browser, [media!])).toEqual([403])
    expect(await offered()).toMatchObject({ subtitles: [] })
    // Who was let in as a guest stays one; who has an account is what the account may.
    expect(await statuses(guest, [media!])).toEqual([200])

    await ada.browser.json(`/rooms/${code}/settings`, { guestsMayJoin: true })
    expect(await statuses(kim.browser, [media!])).toEqual([200])
    await setAudience(ada.browser, films, 'all')
  })

  test('is not lent by a host who may not see it', async () => {
    const code = await openFilmRoom()
    const guest = await comeIn(app.browser(), code, 'Guest')
    const { text } = await guest.get(`/rooms/${code}`)
    const guestId = /"memberId":"([0-9a-f-]{36})"/.exec(text)![1]!
    expect((await ada.browser.json(`/rooms/${code}/host`, { memberId: guestId })).status).toBe(200)
    const [media] = urlsOf(code)
    expect(await statuses(guest, [media!])).toEqual([403])
    expect(await statuses(ada.browser, [media!])).toEqual([200])
  })
})

describe('a room finds and adds', () => {
  test('what its host may see', async () => {
    const { code } = await openJam(ada.browser)
    const guest = await comeIn(app.browser(), code, 'Guest')
    expect(await titles(guest, `/rooms/${code}/search`)).toEqual(['M', 'Metropolis', 'Song'])
    expect((await guest.json(`/rooms/${code}/queue`, { trackId: m.id })).status).toBe(200)
  })

  test('what is public, when a guest opened it', async () => {
    const host = app.browser()
    const { code } = await openJam(host)
    expect(await titles(host, `/rooms/${code}/search`)).toEqual(['Song'])
    expect((await host.get(`/rooms/${code}?q=metropolis`)).text).not.toContain('Metropolis')
    const refused = await host.json(`/rooms/${code}/queue`, { trackId: m.id })
    expect([refused.status, refused.json()]).toMatchObject([404, { error: { code: 'track_not_found' } }])
    // Not even for a member who may see it.
    await comeIn(ada.browser, code, 'Ada')
    expect((await ada.browser.json(`/rooms/${code}/queue`, { trackId: m.id })).status).toBe(404)
  })

  test('what its host was given, and no more', async () => {
    await setAudience(ada.browser, films, 'given')
    const { code } = await openJam(kim.browser)
    expect(await titles(kim.browser, `/rooms/${code}/search`)).toEqual(['Song'])
    await setAudience(ada.browser, films, 'given', [kim.id])
    expect(await titles(kim.browser, `/rooms/${code}/search`)).toContain('M')
    await setAudience(ada.browser, films, 'all')
  })

  test('for a program that is not in it, what both may see', async () => {
    const { code } = await openJam(ada.browser)
    const url = `/api/jam/sessions/${code}/search`
    expect(await titles(await program(ada.browser), url)).toContain('M')
    expect(await titles(await program(kim.browser), url)).toContain('M')
    const guest = app.browser()
    expect(await titles(await program(guest), url)).toEqual(['Song'])
  })
})

describe('a cover', () => {
  test('without a room goes to accounts that may see what it belongs to', async () => {
    await setAudience(ada.browser, films, 'given')
    const url = `/artwork/${metropolis.artworkId}/96`
    expect(await statuses(ada.browser, [url])).toEqual([200])
    expect(await statuses(kim.browser, [url, `/artwork/${song.artworkId}/96`])).toEqual([404, 200])
    expect(await statuses(app.browser(), [url, `/artwork/${song.artworkId}/96`])).toEqual([404, 404])
    await setAudience(ada.browser, films, 'all')
  })

  test('of what plays is on the door, and in link previews', async () => {
    const code = await openFilmRoom()
    const stranger = app.browser()
    const door = await stranger.get(`/join/${code}`)
    const preview = /property="og:image" content="([^"]+)"/.exec(door.text)![1]!
    const { pathname } = new URL(preview)
    expect(pathname).toBe(`/join/${code}/cover/1200`)
    const bot = await fetch(app.url + pathname)
    expect([bot.status, bot.headers.get('Content-Type')]).toEqual([200, 'image/webp'])
    const again = await fetch(app.url + pathname, { headers: { 'If-None-Match': bot.headers.get('ETag')! } })
    expect(again.status).toBe(304)

    const { code: silent } = await openJam(ada.browser)
    expect(await statuses(stranger, [`/join/${silent}/cover/96`, `/join/${code}/cover/97`])).toEqual([
      404, 404,
    ])
    expect(await statuses(stranger, ['/join/ZZZZZZZZ/cover/96'])).toEqual([404])
  })
})

describe('the library’s pages', () => {
  test('show each what they may see, and nothing else', async () => {
    await setAudience(ada.browser, films, 'given')
    expect((await ada.browser.get('/library')).text).toContain('Films')
    expect((await ada.browser.get(`/library/${films.id}`)).text).toContain('Metropolis')
    expect((await ada.browser.get('/library?q=metropolis')).text).toContain('1927')
    for (const somebody of [kim.browser, app.browser()]) {
      expect((await somebody.get('/library')).text).not.toContain('Films')
      const page = await somebody.get(`/library/${films.id}`)
      expect([page.status, page.text.includes('Films')]).toEqual([404, false])
      expect((await somebody.get(`/library/${metropolis.id}`)).status).toBe(404)
      expect((await somebody.get('/library?q=metropolis')).text).not.toContain('1927')
    }
    await setAudience(ada.browser, films, 'all')
  })
})

function subtitleName(): string {
  return '00000000-0000-4000-8000-000000000000'
}
