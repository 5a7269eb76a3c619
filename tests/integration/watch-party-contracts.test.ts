import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeToken } from '../support/evening'
import { setAudience, signUpAs, startHousehold } from '../support/household'
import { openParty, partyOf } from '../support/party'

const household = await startHousehold()
const { app, ada, kim, films, metropolis, m, song } = household
const lee = await signUpAs(app, 'Lee')
const mina = await signUpAs(app, 'Mina')

const API = '/api/v1/watch-party'
const ask = (fields: Record<string, unknown>) =>
  ada.browser.json(`${API}/rooms`, { item_id: m.id, ...fields })
const codeOf = (answer: { json<V>(): V }) => answer.json<{ error: { code: string } }>().error.code

describe('opening', () => {
  test('answers with the room and the way in; the host is in, the others are invited', async () => {
    const opened = await ask({
      invites: [{ user_id: kim.id, role: 'controller' }, { user_id: lee.id }],
      password: 'popcorn',
      policy: { allow_non_host_play_pause: true, default_join_role: 'controller' },
    })
    expect(opened.status).toBe(201)
    const { room_id, join_path } = opened.json<{ room_id: string; join_path: string }>()
    expect(join_path).toMatch(/^\/join\/[A-Z0-9]{8}$/)

    const told = await ada.browser.get(`${API}/rooms/${room_id}`)
    expect(told.json()).toEqual({
      room_id,
      item_id: m.id,
      host_user_id: ada.id,
      status: 'lobby',
      password_required: true,
      policy: {
        allow_non_host_play_pause: true,
        allow_non_host_seek: false,
        default_join_role: 'controller',
      },
      members: expect.arrayContaining([
        { user_id: ada.id, username: 'Ada', role: 'host', status: 'joined' },
        { user_id: kim.id, username: 'Kim', role: 'controller', status: 'invited' },
        { user_id: lee.id, username: 'Lee', role: 'viewer', status: 'invited' },
      ]),
    })
    expect(told.text).not.toContain('argon2')
    expect(told.text).not.toContain('popcorn')
  })

  test('sent twice under one id, opens one party', async () => {
    const command_id = randomUUID()
    const both = await Promise.all([ask({ command_id }), ask({ command_id })])
    const ids = both.map((answer) => answer.json<{ room_id: string }>().room_id)
    expect(ids).toEqual([command_id, command_id])
  })

  test('names who is in its way, and opens nothing', async () => {
    await setAudience(ada.browser, films, 'given', [kim.id, lee.id])
    const nobody = randomUUID()
    const wrong: [string[], string, string][] = [
      [[nobody], 'There is no such person', nobody],
      [[kim.id, kim.id], 'Invited twice', kim.id],
      [[ada.id], 'Nobody invites themselves', ada.id],
      [[kim.id, mina.id], 'May not see this', mina.id],
    ]
    for (const [ids, words, named] of wrong) {
      const refused = await ask({ invites: ids.map((user_id) => ({ user_id })) })
      const { message } = refused.json<{ error: { message: string } }>().error
      expect([refused.status, codeOf(refused)]).toEqual([422, 'unprocessable'])
      expect(message).toContain(words)
      expect(message).toContain(named)
    }
    for (const item_id of [randomUUID(), song.id]) {
      const refused = await ask({ item_id })
      expect([refused.status, refused.text.includes(item_id)]).toEqual([422, true])
    }
    const unseen = await mina.browser.json(`${API}/rooms`, { item_id: m.id })
    expect(unseen.status).toBe(422)
    expect(unseen.text).not.toContain(m.title + '"')
    await setAudience(ada.browser, films, 'all')
  })

  test.each([
    {},
    { item_id: 'nonsense' },
    { invites: 'Kim' },
    { invites: [{ user_id: 'Kim' }] },
    { invites: [{ user_id: randomUUID(), role: 'host' }] },
    { password: 'x'.repeat(201) },
    { policy: { default_join_role: 'cohost' } },
    { invites: Array.from({ length: 101 }, () => ({ user_id: randomUUID() })) },
  ])('refuses %j as malformed', async (fields) => {
    const given = Object.keys(fields).length === 0 ? {} : { item_id: m.id, ...fields }
    expect((await ada.browser.json(`${API}/rooms`, given)).status).toBe(400)
  })
})

describe('coming in', () => {
  test('takes the password once, and keeps the role on coming back', async () => {
    const party = await openParty(ada, m.id, [[kim, 'controller']], { password: 'popcorn' })
    const join = (body: object) => kim.browser.json(`${API}/rooms/${party.roomId}/join`, body)
    const none = await join({})
    expect([none.status, codeOf(none)]).toEqual([403, 'password_required'])
    const wrong = await join({ password: 'Popcorn' })
    expect([wrong.status, codeOf(wrong)]).toEqual([403, 'wrong_room_password'])
    expect((await join({ password: 'popcorn' })).json()).toEqual({ ok: true, role: 'controller' })
    expect((await join({})).json()).toEqual({ ok: true, role: 'controller' })
    expect((await kim.browser.json(`${API}/rooms/${party.roomId}/leave`)).json()).toEqual({ ok: true })
    expect((await join({})).json()).toEqual({ ok: true, role: 'controller' })
  })

  test('by the link: who may see it gets the default role, who may not is refused', async () => {
    await setAudience(ada.browser, films, 'given', [kim.id])
    const party = await openParty(ada, m.id, [], { policy: { default_join_role: 'controller' } })
    const join = (browser: typeof kim.browser) => browser.json(`${API}/rooms/${party.roomId}/join`)
    expect((await join(kim.browser)).json()).toEqual({ ok: true, role: 'controller' })
    expect((await join(mina.browser)).status).toBe(403)
    expect((await join(app.browser())).status).toBe(401)
    await setAudience(ada.browser, films, 'all')
  })

  test('declined, and gone to after all', async () => {
    const party = await openParty(ada, metropolis.id, [lee])
    expect((await lee.browser.json(`${API}/invites/${party.roomId}/decline`)).json()).toEqual({ ok: true })
    const waiting = (await lee.browser.get(`${API}/invites`)).json<{ room_id: string }[]>()
    expect(waiting.map(({ room_id }) => room_id)).not.toContain(party.roomId)
    const { members } = (await ada.browser.get(`${API}/rooms/${party.roomId}`)).json<{
      members: { user_id: string; status: string }[]
    }>()
    expect(members.find(({ user_id }) => user_id === lee.id)?.status).toBe('declined')
    expect((await lee.browser.json(`${API}/rooms/${party.roomId}/join`)).json()).toMatchObject({ ok: true })
  })

  test('a room that is over lets nobody in; only its host ends it', async () => {
    const party = await openParty(ada, m.id, [kim, lee])
    await kim.browser.json(`${API}/rooms/${party.roomId}/join`)
    const end = (browser: typeof kim.browser) => browser.json(`${API}/rooms/${party.roomId}/end`)
    expect((await end(kim.browser)).status).toBe(403)
    const both = await Promise.all([end(ada.browser), end(ada.browser)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
    const late = await lee.browser.json(`${API}/rooms/${party.roomId}/join`)
    expect([late.status, codeOf(late)]).toEqual([410, 'session_ended'])
    expect((await ada.browser.get(`${API}/rooms/${party.roomId}`)).json()).toMatchObject({ status: 'ended' })
    expect((await lee.browser.get(`${API}/invites`)).text).not.toContain(party.roomId)
  })
})

/** What the stream answers to a program that shows nothing but a key. */
const listenBy = async (key: string, code: string) =>
  (await app.browser().open(`/rooms/${code}/events?t=${encodeURIComponent(key)}`)).status

describe('a key to the stream', () => {
  test('opens this room’s events and no other’s, without any header', async () => {
    const party = await openParty(ada, m.id, [kim])
    const other = await openParty(ada, metropolis.id, [kim])
    await kim.browser.json(`${API}/rooms/${party.roomId}/join`)
    await kim.browser.json(`${API}/rooms/${other.roomId}/join`)
    const program = kim.browser.withToken(await makeToken(kim.browser))
    const { token } = (await program.json(`${API}/rooms/${party.roomId}/stream-token`)).json<{
      token: string
    }>()
    expect(await listenBy(token, party.code)).toBe(200)
    expect(await listenBy(token, other.code)).toBeGreaterThanOrEqual(400)
    expect(await listenBy(`${token}x`, party.code)).toBeGreaterThanOrEqual(400)
    expect(await listenBy('', party.code)).toBeGreaterThanOrEqual(400)
  })

  test('is for who is in', async () => {
    const party = await openParty(ada, m.id, [kim])
    const asked = await kim.browser.json(`${API}/rooms/${party.roomId}/stream-token`)
    expect(asked.status).toBe(403)
  })
})

test('strangers learn nothing: neither names nor titles nor codes', async () => {
  const party = await openParty(ada, metropolis.id, [kim])
  const { code } = await partyOf(app, party)
  const paths = ['', '/join', '/leave', '/end', '/stream-token'].map(
    (noun) => `${API}/rooms/${party.roomId}${noun}`,
  )
  for (const path of [...paths, `${API}/invites/${party.roomId}/decline`]) {
    if (path.endsWith('/join')) continue
    const reads = path === paths[0]
    for (const [browser, status] of [
      [mina.browser, 404],
      [app.browser(), 401],
    ] as const) {
      const answer = reads ? await browser.get(path) : await browser.json(path)
      expect([path, answer.status]).toEqual([path, status])
      for (const secret of [code, 'Metropolis', 'Ada', 'Kim']) expect(answer.text).not.toContain(secret)
    }
  }
  expect((await mina.browser.get(`${API}/rooms/nonsense`)).status).toBe(404)
  expect((await mina.browser.get(`${API}/invites`)).json()).toEqual([])
})

test('a hundred wrong passwords end in 429, also with the right one; whoever is in stays in', async () => {
  const party = await openParty(ada, m.id, [kim], { password: 'popcorn' })
  const statuses = new Map<number, number>()
  for (let tries = 0; tries < 100; tries++) {
    const { status } = await kim.browser.json(`${API}/rooms/${party.roomId}/join`, {
      password: `wrong ${tries}`,
    })
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  // Ten, less what was tried wrong from this address before.
  const tried = statuses.get(403)!
  expect(tried).toBeGreaterThan(0)
  expect(tried).toBeLessThanOrEqual(10)
  expect(statuses).toEqual(
    new Map([
      [403, tried],
      [429, 100 - tried],
    ]),
  )
  const right = await kim.browser.json(`${API}/rooms/${party.roomId}/join`, { password: 'popcorn' })
  expect(right.status).toBe(429)
  expect(Number(right.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect((await ada.browser.get(`/rooms/${party.code}`)).status).toBe(200)
})
