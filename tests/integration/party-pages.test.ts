import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { setAudience, signUpAs, startHousehold } from '../support/household'
import { openParty, partyOf } from '../support/party'

const { app, ada, kim, films, metropolis, m, song } = await startHousehold()
const lee = await signUpAs(app, 'Lee')

const roomAt = async (location: string | null) => {
  const room = await app.tutti.engine.rooms.findByCode(location!.split('/').at(-1)!)
  return room!
}

describe('a new watch party', () => {
  test('needs an account', async () => {
    const guest = app.browser()
    expect((await guest.get('/new/watch')).location).toBe('/login?next=%2Fnew%2Fwatch')
    expect((await guest.json('/new/watch', { item: m.id })).status).toBe(401)
    expect((await guest.post('/new/watch/selection')).location).toMatch(/^\/login/)
  })

  test('shows films, and the people but oneself; what was chosen travels on', async () => {
    const { text } = await ada.browser.get('/new/watch')
    for (const said of ['Metropolis', 'Kim', 'Lee', 'Open the watch party']) expect(text).toContain(said)
    expect(text).not.toContain('data-person="Ada"')
    expect(text).not.toContain('>Song<')
    const fields = {
      [`invite.${kim.id}`]: 'on',
      [`role.${kim.id}`]: 'controller',
      name: 'Night',
      password: 'popcorn',
    }
    const chosen = await ada.browser.post('/new/watch/selection', {
      ...fields,
      choose: m.id,
      switches: 'shown',
    })
    expect(chosen.status).toBe(200)
    expect(chosen.text).toContain(`name="item" value="${m.id}"`)
    const searched = await ada.browser.post('/new/watch/selection', { ...fields, item: m.id, q: 'metro' })
    for (const kept of [
      `name="item" value="${m.id}"`,
      'value="Night"',
      'value="popcorn"',
      'Found for “metro”',
    ])
      expect(searched.text).toContain(kept)
    const ticked = new RegExp(`name="invite.${kim.id}"[^>]*checked`)
    expect(searched.text).toMatch(ticked)
    expect(searched.text).toMatch(/<option value="controller" selected[^>]*>Controller/)
  })

  test('greys out what somebody who is ticked may not see, and says who', async () => {
    await setAudience(ada.browser, films, 'given', [kim.id])
    const asked = { [`invite.${lee.id}`]: 'on', [`invite.${kim.id}`]: 'on', choose: m.id }
    const { text } = await ada.browser.post('/new/watch/selection', asked)
    expect(text).toContain('Lee may not see this')
    expect(text).not.toContain('Kim may not see this')
    expect(text).toContain('May not see what is chosen')
    const opened = await ada.browser.post('/new/watch', { item: m.id, [`invite.${lee.id}`]: 'on' })
    expect([opened.status, opened.text.includes('May not see this')]).toEqual([422, true])
    await setAudience(ada.browser, films, 'all')
  })

  test('is opened as it was asked for', async () => {
    const commandId = randomUUID()
    const fields = {
      commandId,
      item: m.id,
      [`invite.${kim.id}`]: 'on',
      [`role.${kim.id}`]: 'controller',
      [`role.${lee.id}`]: 'controller',
      name: 'Night of M',
      password: 'popcorn',
      switches: 'shown',
      othersMayPlayPause: 'on',
      joinRole: 'controller',
    }
    const opened = await ada.browser.post('/new/watch', fields)
    const room = await roomAt(opened.location)
    expect(room).toMatchObject({
      id: commandId,
      name: 'Night of M',
      isLocked: true,
      current: { track: { id: m.id } },
    })
    expect(room.policy).toMatchObject({
      othersMayPlayPause: true,
      othersMaySeek: false,
      guestsMayJoin: false,
      readyGate: false,
      joinRole: 'controller',
    })
    const invited = Object.values(room.members).filter(({ state }) => state === 'invited')
    expect(invited).toMatchObject([{ accountId: kim.id, role: 'controller' }])
    expect((await ada.browser.post('/new/watch', fields)).location).toBe(opened.location)
  })

  test.each([
    [{}, 422, 'Choose something to watch first'],
    [{ item: 'nonsense' }, 422, 'Choose something to watch first'],
    [{ item: song.id }, 422, 'There is no such film or episode to watch'],
    [{ item: m.id, name: 'x'.repeat(61) }, 400, 'At most 60 characters'],
    [{ item: m.id, password: 'x'.repeat(201) }, 400, 'That is too long'],
    [{ item: m.id, [`invite.${randomUUID()}`]: 'on' }, 422, 'There is no such person'],
    [{ item: m.id, [`invite.${ada.id}`]: 'on' }, 422, 'Nobody invites themselves'],
  ])('%j is refused with %i and words', async (fields, status, words) => {
    const page = await ada.browser.post('/new/watch', fields as Record<string, string>)
    expect([page.status, page.text.includes(words)]).toEqual([status, true])
    const program = await ada.browser.json('/new/watch', fields)
    expect([program.status, program.text.includes(words)]).toEqual([status, true])
  })
})

describe('at the door', () => {
  test('the password is asked for, and a wrong one keeps the name', async () => {
    const party = await openParty(ada, metropolis.id, [], { password: 'popcorn' })
    expect((await kim.browser.get(`/join/${party.code}`)).text).toContain('name="password"')
    const wrong = await kim.browser.post(`/join/${party.code}`, { name: 'Kimberly', password: 'no' })
    expect(wrong.status).toBe(403)
    for (const said of ['That is not the password', 'value="Kimberly"']) expect(wrong.text).toContain(said)
    const right = await kim.browser.post(`/join/${party.code}`, { name: 'Kimberly', password: 'popcorn' })
    expect(right.location).toBe(`/rooms/${party.code}`)
    await kim.browser.post(`/rooms/${party.code}/departure`)
    expect((await kim.browser.get(`/join/${party.code}`)).text).not.toContain('name="password"')
  })

  test('who may not see what is on is told so, and not what it is', async () => {
    await setAudience(ada.browser, films, 'given', [kim.id])
    const party = await openParty(ada, metropolis.id)
    const seen = await lee.browser.get(`/join/${party.code}`)
    expect([seen.status, seen.text.includes('This is not for your account')]).toEqual([403, true])
    expect(seen.text).not.toContain('Metropolis')
    const guest = await app.browser().get(`/join/${party.code}`)
    expect([guest.status, guest.text.includes('Metropolis')]).toEqual([403, false])
    expect(guest.text).toContain(`/login?next=%2Fjoin%2F${party.code}`)
    for (const browser of [lee.browser, app.browser()]) {
      expect((await browser.get(`/join/${party.code}/cover/256`)).status).toBe(404)
      expect((await browser.json(`/join/${party.code}`, { name: 'Lee' })).status).toBe(403)
    }
    await setAudience(ada.browser, films, 'all')
  })
})

describe('the host', () => {
  test('asks more people to come, cancels, and is the only one who may', async () => {
    const party = await openParty(ada, m.id, [kim])
    await kim.browser.json(`/inbox/${party.roomId}/acceptance`)
    const path = `/rooms/${party.code}/invites`
    const page = await ada.browser.get(path)
    expect([page.text.includes('Lee'), page.text.includes('<bdi>Kim')]).toEqual([true, false])
    const asked = await ada.browser.post(path, { accountId: lee.id, role: 'viewer' })
    expect(asked.location).toBe(path)
    const invited = async () =>
      Object.values((await partyOf(app, party)).members).find(({ accountId }) => accountId === lee.id)!
    expect(await invited()).toMatchObject({ state: 'invited', role: 'viewer' })
    expect((await ada.browser.get(path)).text).toContain('Invited')

    const refused: [object, number][] = [
      [{ accountId: randomUUID(), role: 'viewer' }, 422],
      [{ accountId: ada.id, role: 'viewer' }, 400],
      [{ accountId: kim.id, role: 'viewer' }, 409],
      [{ accountId: lee.id, role: 'host' }, 400],
      [{ accountId: 'Lee', role: 'viewer' }, 400],
    ]
    for (const [fields, status] of refused)
      expect([fields, (await ada.browser.json(path, fields)).status]).toEqual([fields, status])
    const others = [kim.browser.get(path), kim.browser.json(path, { accountId: lee.id, role: 'viewer' })]
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([403, 403])
    expect((await kim.browser.get(`/rooms/${party.code}`)).text).not.toContain('Lee')

    const cancelled = await ada.browser.post(`${path}/${(await invited()).id}/removal`)
    expect([cancelled.status, (await invited()).state]).toEqual([303, 'uninvited'])
  })

  test('asks nobody who may not see what is on', async () => {
    const party = await openParty(ada, m.id)
    await setAudience(ada.browser, films, 'given', [kim.id])
    const path = `/rooms/${party.code}/invites`
    expect((await ada.browser.get(path)).text).toContain('May not see M')
    const refused = await ada.browser.json(path, { accountId: lee.id, role: 'viewer' })
    expect([refused.status, refused.text.includes('may_not_see')]).toEqual([422, true])
    await setAudience(ada.browser, films, 'all')
  })

  test('sets, changes and takes away the password, which is never told', async () => {
    const party = await openParty(ada, m.id)
    const set = (password: string) => ada.browser.post(`/rooms/${party.code}/password`, { password })
    const locked = async () => (await partyOf(app, party)).isLocked
    expect((await set('popcorn')).location).toBe(`/rooms/${party.code}/settings`)
    expect(await locked()).toBe(true)
    for (const path of ['', '/settings'])
      expect((await ada.browser.get(`/rooms/${party.code}${path}`)).text).not.toMatch(/popcorn|argon2/)
    expect((await kim.browser.json(`/join/${party.code}`, {})).status).toBe(403)
    await set('')
    expect(await locked()).toBe(false)
    expect((await kim.browser.json(`/join/${party.code}`, {})).status).toBe(201)
    expect((await kim.browser.json(`/rooms/${party.code}/password`, { password: 'mine' })).status).toBe(403)
    expect((await ada.browser.json(`/rooms/${party.code}/password`, {})).status).toBe(400)
  })

  test('is not taken over from while they are here', async () => {
    const party = await openParty(ada, m.id, [[kim, 'controller']])
    await kim.browser.json(`/inbox/${party.roomId}/acceptance`)
    await ada.browser.get(`/rooms/${party.code}`)
    expect((await kim.browser.json(`/rooms/${party.code}/host/succession`)).status).toBe(403)
    expect((await kim.browser.get(`/rooms/${party.code}`)).text).not.toContain('Take over?')
  })
})

test('other programs’ addresses lead to the pages', async () => {
  const party = await openParty(ada, m.id)
  expect((await app.browser().get('/watch-party')).location).toBe('/login?next=%2Fwatch-party')
  expect((await ada.browser.get('/watch-party')).location).toBe('/new/watch')
  expect((await ada.browser.get(`/watch-party/rooms/${party.roomId}`)).location).toBe(`/rooms/${party.code}`)
  expect((await kim.browser.get(`/watch-party/rooms/${party.roomId}`)).location).toBe(`/join/${party.code}`)
  for (const id of [randomUUID(), 'nonsense'])
    expect((await ada.browser.get(`/watch-party/rooms/${id}`)).status).toBe(404)
  await openParty(ada, m.id, [lee])
  expect((await lee.browser.get('/watch-party')).location).toBe('/inbox')
})
