import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { peopleOf } from '~/domain/room/room'
import { startApp } from '../support/app'
import { addSong, comeIn, openJam, roomOf, skip } from '../support/evening'

const app = await startApp()

describe('the first page', () => {
  test('leads to a room by its code, however it is typed', async () => {
    const { code } = await openJam(app.browser())
    const spaced = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`
    for (const typed of [code, spaced, `${code.slice(0, 4)}—${code.slice(4)}`, `${app.url}/join/${code}`]) {
      const answer = await app.browser().get(`/join?code=${encodeURIComponent(typed)}`)
      expect([answer.status, answer.location]).toEqual([302, `/join/${code}`])
    }
  })

  test('keeps what was typed when the code leads nowhere', async () => {
    const answer = await app.browser().get('/join?code=abcd%202345')
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('value="abcd 2345"')
    expect(answer.text).toContain('This jam session doesn&#x27;t exist')
  })

  test('lists the live rooms this browser is in, and no others', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex, { name: 'Alex’s own' })
    const ended = await openJam(alex, { name: 'Over and done' })
    await alex.json(`/rooms/${ended.code}/end`)
    await openJam(app.browser(), { name: 'Somebody else’s' })
    const { text } = await alex.get('/')
    expect(text).toContain(`href="/rooms/${code}"`)
    expect(text).not.toContain('Over and done')
    expect(text).not.toContain('Somebody else’s')
  })
})

describe('opening a room', () => {
  test('with nothing but a click takes the preset and makes up names', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex, { name: '', host: '' })
    const room = await roomOf(app, code)
    expect(room.policy).toMatchObject({
      guestsMayJoin: true,
      approveJoins: false,
      skipShare: 0.5,
      maxMembers: 50,
    })
    expect(peopleOf(room)[0]!.name).toMatch(/^Guest-\d{4}$/)
    expect(room.name).toMatch(/^Guest-\d{4}’s jam$/)
  })

  test('takes every setting; a box that was shown and not ticked is off', async () => {
    const { code } = await openJam(app.browser(), {
      switches: 'shown',
      guestsMayJoin: 'on',
      approveJoins: 'on',
      skipPercent: '75',
      maxWaitingPerPerson: '3',
      maxMembers: '7',
      readyGate: 'on',
      onRestart: 'pause',
      hours: '2',
    })
    const room = await roomOf(app, code)
    expect(room.policy).toEqual({
      guestsMayJoin: true,
      approveJoins: true,
      guestsMayAdd: false,
      guestsMayRemoveOwn: false,
      guestsMayVote: false,
      sameSongMayWaitTwice: false,
      skipShare: 0.75,
      maxWaitingPerPerson: 3,
      maxMembers: 7,
      readyGate: true,
      stallHoldsRoom: false,
      onRestart: 'pause',
      othersMayPlayPause: false,
      othersMaySeek: false,
      joinRole: 'viewer',
    })
    expect(room.endsAtMs - room.createdAtMs).toBeCloseTo(2 * 3_600_000, -3)
  })

  test('says beside each field what is wrong, and keeps what was typed', async () => {
    const alex = app.browser()
    const answer = await alex.post('/new/jam', {
      name: 'x'.repeat(61),
      host: 'Alex',
      hours: '25',
      maxMembers: 'many',
      skipPercent: '0',
    })
    expect(answer.status).toBe(400)
    for (const field of ['name', 'hours', 'maxMembers', 'skipPercent']) {
      expect(answer.text).toContain(`id="${field}-problem"`)
    }
    expect(answer.text).toContain('value="many"')
    expect(answer.text).toContain('value="Alex"')
    expect(answer.text).toMatch(/<details[^>]* open/)
    expect((await alex.get('/history')).text).toContain('Nothing here yet')
  })

  test('[S11] a form sent twice, even at once, opens one room', async () => {
    const alex = app.browser()
    await alex.get('/')
    const fields = { name: 'Once', host: 'Alex', commandId: randomUUID() }
    const [one, two] = await Promise.all([alex.post('/new/jam', fields), alex.post('/new/jam', fields)])
    const three = await alex.post('/new/jam', fields)
    expect(one.status).toBe(303)
    expect([two.location, three.location]).toEqual([one.location, one.location])
    const robin = app.browser()
    await robin.get('/')
    expect((await robin.post('/new/jam', fields)).status).toBe(409)
  })

  test('the host’s name is offered the next time', async () => {
    const alex = app.browser()
    await openJam(alex, { host: '  Alex \u202e ' })
    expect((await alex.get('/new/jam')).text).toContain('value="Alex"')
    expect((await app.browser().get('/new/jam')).text).not.toContain('value="Alex"')
  })

  test('programs are answered with the code', async () => {
    const opened = await app.browser().json('/new/jam', { name: 'By a program', approveJoins: true })
    expect(opened.status).toBe(201)
    const { code } = opened.json<{ code: string }>()
    expect((await roomOf(app, code)).policy).toMatchObject({ approveJoins: true, guestsMayAdd: true })
  })

  test('there are no other kinds', async () => {
    expect((await app.browser().get('/new/opera')).status).toBe(404)
    expect((await app.browser().post('/new/constructor', {})).status).toBe(404)
  })
})

describe('the door', () => {
  test('says whose jam it is, what plays and how many are in', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    await addSong(alex, code, 'Ode to Joy')
    const { status, text } = await app.browser().get(`/join/${code}`)
    expect(status).toBe(200)
    for (const words of [
      'Friday at Alex’s',
      'Ode to Joy',
      '1 person in the room',
      'name="robots" content="noindex"',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).toContain('property="og:title" content="Alex’s jam: Friday at Alex’s"')
    expect(text).toContain(`rel="canonical" href="${await publicLink(code)}"`)
    expect(/property="og:image" content="([^"]+)"/.exec(text)?.[1]).toMatch(/^http:\/\//)
  })

  test('lets people in under names of their own, and remembers them', async () => {
    const { code } = await openJam(app.browser())
    const kim = app.browser()
    await comeIn(kim, code, 'Kim')
    await comeIn(app.browser(), code, 'Kim')
    await comeIn(app.browser(), code, '')
    const names = peopleOf(await roomOf(app, code)).map((member) => member.name)
    expect(names).toEqual(['Alex', 'Kim', 'Kim 2', expect.stringMatching(/^Guest-\d{4}$/)])
    expect((await kim.get(`/join/${code}`)).location).toBe(`/rooms/${code}`)
    expect((await kim.get('/settings')).text).toContain('value="Kim"')
  })

  test('two joins at once from one browser make one member', async () => {
    const { code } = await openJam(app.browser())
    const kim = app.browser()
    await kim.get(`/join/${code}`)
    const answers = await Promise.all([1, 2, 3].map(() => kim.post(`/join/${code}`, { name: 'Kim' })))
    expect(answers.map((answer) => answer.location)).toEqual(Array(3).fill(`/rooms/${code}`))
    expect(peopleOf(await roomOf(app, code))).toHaveLength(2)
  })

  test('a name that is too long stays in its field', async () => {
    const { code } = await openJam(app.browser())
    const answer = await app.browser().post(`/join/${code}`, { name: 'y'.repeat(41) })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('id="name-problem"')
    expect(answer.text).toContain(`value="${'y'.repeat(41)}"`)
    expect(peopleOf(await roomOf(app, code))).toHaveLength(1)
  })

  test('with approval one waits, may stop waiting, is declined, asks again and comes in', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex, { approveJoins: 'on' })
    const kim = app.browser()
    await kim.get(`/join/${code}`)
    const asked = await kim.post(`/join/${code}`, { name: 'Kim' })
    expect(asked.location).toBe(`/join/${code}`)
    expect((await kim.get(`/join/${code}`)).text).toContain('You’ve asked to come in')

    expect((await kim.post(`/join/${code}/withdrawal`)).location).toBe('/')
    expect((await kim.get(`/join/${code}`)).text).toContain('You can ask again')
    await kim.post(`/join/${code}`, { name: 'Kim' })

    const waiting = async () =>
      Object.values((await roomOf(app, code)).members).find((member) => member.state === 'waiting')!.id
    await alex.json(`/rooms/${code}/members/${await waiting()}/refusal`)
    expect((await kim.get(`/join/${code}`)).text).toContain('You can ask again')
    await kim.post(`/join/${code}`, { name: 'Kim' })
    await alex.json(`/rooms/${code}/members/${await waiting()}/admission`)
    expect((await kim.get(`/join/${code}`)).location).toBe(`/rooms/${code}`)
    expect(peopleOf(await roomOf(app, code)).map((member) => member.name)).toEqual(['Alex', 'Kim'])
  })

  test('turns away who was removed, who finds it full or closed, and who comes too late', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex, { maxMembers: '2' })
    const kim = await comeIn(app.browser(), code, 'Kim')
    const robin = app.browser()
    await expectDoor(robin, code, 409, 'This jam is full')

    const kimsId = peopleOf(await roomOf(app, code))[1]!.id
    await alex.json(`/rooms/${code}/members/${kimsId}/removal`)
    await expectDoor(kim, code, 403, 'You don&#x27;t have permission to do that')

    await alex.json(`/rooms/${code}/end`)
    await expectDoor(robin, code, 410, 'This jam session has ended')

    const closed = await openJam(app.browser(), { guestsMayJoin: 'off' })
    await expectDoor(robin, closed.code, 403, 'Nobody else can come in')
  })

  test('after the end shows what was played to those who were in, and to nobody else', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    await addSong(alex, code, 'Greensleeves')
    await skip(app, alex, code)
    await alex.json(`/rooms/${code}/end`)
    expect((await alex.get(`/join/${code}`)).text).toContain('Greensleeves')
    expect((await app.browser().get(`/join/${code}`)).text).not.toContain('Greensleeves')
  })

  test('says so when no room has the code, with a field to try another', async () => {
    const { status, text } = await app.browser().get('/join/ABCDEFGH')
    expect(status).toBe(404)
    expect(text).toContain('This jam session doesn&#x27;t exist')
    expect(text).toContain('name="code"')
  })
})

async function expectDoor(
  person: ReturnType<typeof app.browser>,
  code: string,
  status: number,
  words: string,
) {
  const page = await person.get(`/join/${code}`)
  expect([page.status, page.text.includes(words)]).toEqual([status, true])
  const tried = await person.post(`/join/${code}`, { name: 'Me' })
  expect(tried.status).toBe(status)
}

async function publicLink(code: string): Promise<string> {
  const { text } = await app.browser().get(`/join/${code}`)
  return /property="og:url" content="([^"]+)"/.exec(text)![1]!
}
