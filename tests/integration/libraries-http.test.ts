import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { libraries } from '~/db/schema/libraries'
import type { Browser } from '../support/browser'
import { makeToken } from '../support/evening'
import { setAudience, signUpAs, startHousehold } from '../support/household'

const { app, ada, kim, films, music } = await startHousehold()

describe('the admin’s page', () => {
  test('lists libraries, people and what is skipped, and why', async () => {
    const { text } = await ada.browser.get('/admin/libraries')
    for (const said of ['Films', 'Music', '2 files', 'For all accounts', 'For everybody', 'Kim']) {
      expect(text).toContain(said)
    }
    expect(text).toContain('Broken &lt;b&gt;.webm')
    expect(text).toContain('It is damaged, or something else than its name says')
  })

  test('is the admin’s alone', async () => {
    const fields = { name: 'Mine', kind: 'films', audience: 'public' }
    const guest = app.browser()
    expect((await guest.get('/admin/libraries')).location).toBe('/login?next=%2Fadmin%2Flibraries')
    expect((await guest.post(`/admin/libraries/${films.id}`, fields)).location).toMatch(/^\/login/)
    expect((await guest.json(`/admin/libraries/${films.id}`, fields)).status).toBe(401)
    expect((await kim.browser.get('/admin/libraries')).status).toBe(403)
    expect((await kim.browser.post(`/admin/libraries/${films.id}`, fields)).status).toBe(403)
    const restriction = `/admin/libraries/people/${kim.id}/restriction`
    expect((await kim.browser.post(restriction, { restricted: 'false' })).status).toBe(403)
    expect((await ada.browser.get('/admin/libraries')).text).not.toContain('Mine')
  })

  test.each([
    [{ name: ' ', kind: 'films', audience: 'all' }, 'It needs a name'],
    [{ name: 'x'.repeat(61), kind: 'films', audience: 'all' }, 'At most 60 characters'],
    [{ name: 'Films', kind: 'books', audience: 'all' }, 'Music, films, series or karaoke?'],
    [{ name: 'Films', kind: 'films', audience: 'me' }, 'Who may see it?'],
    [
      { name: 'Films', kind: 'films', audience: 'all', 'given.nobody': 'on' },
      'One of those who are ticked is nobody',
    ],
    [{}, ''],
  ])('refuses %j', async (fields, words) => {
    const page = await ada.browser.post(`/admin/libraries/${films.id}`, fields as Record<string, string>)
    expect(page.status).toBe(400)
    expect(page.text).toContain(words)
    const program = await ada.browser.json(`/admin/libraries/${films.id}`, fields)
    expect([program.status, program.text.includes(words)]).toEqual([400, true])
  })

  test.each([randomUUID(), 'nonsense'])('knows no library %s', async (id) => {
    const answer = await ada.browser.post(`/admin/libraries/${id}`, {
      name: 'A',
      kind: 'films',
      audience: 'all',
    })
    expect(answer.status).toBe(404)
    expect(
      (await ada.browser.post(`/admin/libraries/people/${id}/restriction`, { restricted: 'true' })).status,
    ).toBe(404)
  })

  test('a new name is shown everywhere', async () => {
    await setAudience(ada.browser, { ...music, name: 'Our songs' }, 'public')
    expect((await app.browser().get('/library')).text).toContain('Our songs')
    await setAudience(ada.browser, music, 'public')
  })
})

const forget = (browser: Browser, id: string) => browser.post(`/admin/libraries/${id}/removal`)

describe('a library whose folder is gone', () => {
  const gone = { id: randomUUID(), folder: '/nowhere/Old films', name: 'Old films', kind: 'films' as const }

  test('is shown to the admin as such, and to nobody else', async () => {
    await app.db.insert(libraries).values({ ...gone, kindIsGuess: false, isPublic: true })
    const { text } = await ada.browser.get('/admin/libraries')
    expect(text.match(/This folder is not there/g)).toHaveLength(1)
    for (const { browser } of [ada, kim])
      expect((await browser.get('/library')).text).not.toContain('Old films')
  })

  test('is forgotten when the admin says so, and nobody else', async () => {
    expect((await forget(kim.browser, gone.id)).status).toBe(403)
    expect((await forget(app.browser(), gone.id)).location).toMatch(/^\/login/)
    expect((await forget(ada.browser, gone.id)).location).toBe('/admin/libraries')
    expect((await ada.browser.get('/admin/libraries')).text).not.toContain('Old films')
    for (const id of [gone.id, 'nonsense']) expect((await forget(ada.browser, id)).status).toBe(404)
  })

  test('only then: one that is there stays', async () => {
    const refused = await forget(ada.browser, films.id.toUpperCase())
    expect([refused.status, refused.text.includes('Its folder is there')]).toEqual([409, true])
    expect((await ada.browser.get(`/library/${films.id}`)).text).toContain('Metropolis')
  })
})

const ENDPOINT = '/api/v1/watch-party/eligible-libraries'
const eligible = async (browser: Browser, ...ids: string[]) => {
  const answer = await browser.json(ENDPOINT, { user_ids: ids })
  return answer.status === 200 ? answer.json<{ library_ids: string[] }>().library_ids : answer.status
}

describe('eligible libraries', () => {
  test('are those that I and all of them may see', async () => {
    const lee = await signUpAs(app, 'Lee')
    expect(await eligible(ada.browser)).toEqual([films.id, music.id])
    expect(await eligible(ada.browser, kim.id, lee.id)).toEqual([films.id, music.id])

    await setAudience(ada.browser, films, 'given', [kim.id])
    expect(await eligible(ada.browser, kim.id)).toEqual([films.id, music.id])
    expect(await eligible(ada.browser, kim.id, lee.id)).toEqual([music.id])
    expect(await eligible(lee.browser, kim.id)).toEqual([music.id])
    expect(await eligible(kim.browser, ada.id)).toEqual([films.id, music.id])

    const restrict = (restricted: string) =>
      ada.browser.post(`/admin/libraries/people/${lee.id}/restriction`, { restricted })
    await setAudience(ada.browser, films, 'all')
    expect((await restrict('true')).status).toBe(303)
    expect(await eligible(lee.browser)).toEqual([music.id])
    expect((await restrict('false')).status).toBe(303)
    expect(await eligible(lee.browser)).toEqual([films.id, music.id])
  })

  test('are told by token as well, and not to guests', async () => {
    expect(await eligible(kim.browser.withToken(await makeToken(kim.browser)), ada.id)).toHaveLength(2)
    expect(await eligible(app.browser(), kim.id)).toBe(401)
    const guest = app.browser()
    await guest.get('/')
    expect(await eligible(guest.withToken(await makeToken(guest)), kim.id)).toBe(401)
    expect((await ada.browser.get(ENDPOINT, { Accept: 'application/json' })).status).toBe(405)
  })

  test('of unknown or doubled people are refused, and it is said who that is', async () => {
    const nobody = randomUUID()
    const unknown = await ada.browser.json(ENDPOINT, { user_ids: [kim.id, nobody] })
    expect([unknown.status, unknown.text.includes(nobody), unknown.text.includes(kim.id)]).toEqual([
      422,
      true,
      false,
    ])
    const twice = await ada.browser.json(ENDPOINT, { user_ids: [kim.id, ada.id, kim.id.toUpperCase()] })
    expect([twice.status, twice.text.includes(kim.id), twice.text.includes(ada.id)]).toEqual([
      422,
      true,
      false,
    ])
  })

  test.each(['', '[]', '{}', '{"user_ids":"x"}', '{"user_ids":["x"]}', '{"user_ids":[null]}', 'nonsense'])(
    '%j is malformed',
    async (body) => {
      expect((await ada.browser.json(ENDPOINT, body)).status).toBe(400)
    },
  )
})
