import { expect, PHONE, test } from './support/people'
import { showControls } from './support/film'
import { chooseFilm, FILM, invite, openParty, partyOfTwo, remoteOf, signUp, tabTo } from './support/party'
import { expectNoAxeViolations } from './support/room'
import { rememberSound, settle } from './support/sound'

/** The machine that tests may be busy with other pages; what a good one does is measured elsewhere. */
const IN_STEP_MS = 150

/** With JavaScript and without: an evening with a film, from the first account to the end. */
for (const isScripted of [true, false]) {
  test(`a film with two others, from signing up to the end${isScripted ? '' : ', JavaScript off'}`, async ({
    person,
  }) => {
    test.slow()
    const options = { javaScriptEnabled: isScripted }
    const kim = await signUp(await person({ ...options, ...PHONE }), 'Kim')
    const lee = await signUp(await person(options), 'Lee')
    const alex = await signUp(await person(options), 'Alex')
    // What axe does waits for timers, which run where scripts do; the pages without them have the same markup.
    const look = isScripted ? expectNoAxeViolations : async () => {}
    const remote = (someone: typeof alex) => remoteOf(someone.page, isScripted)
    if (isScripted) for (const { page } of [alex, kim]) await rememberSound(page)

    // Who looks at the inbox meanwhile is told of what comes.
    await kim.page.goto('/inbox')
    await alex.page.goto('/new/watch')
    await look(alex.page)
    await chooseFilm(alex.page)
    await invite(alex.page, kim, 'Controller')
    await invite(alex.page, lee, 'Viewer')
    await alex.page.getByLabel('Password').fill('popcorn')
    await look(alex.page)
    const code = await openParty(alex.page)

    if (isScripted) await expect(kim.page.getByRole('link', { name: 'Inbox 1 waiting' })).toBeVisible()
    if (isScripted) {
      await kim.page.getByRole('link', { name: 'Show it' }).click()
    } else {
      await kim.page.goto('/inbox')
    }
    await expect(kim.page.getByText(`${alex.username} invites you to`)).toBeVisible()
    await expect(kim.page.getByText('as a controller')).toBeVisible()
    await look(kim.page)
    await kim.page.getByLabel('Password').fill('pretzels')
    await kim.page.getByRole('button', { name: /^Accept/ }).click()
    await expect(kim.page.getByText('That is not the password')).toBeVisible()
    await look(kim.page)
    await kim.page.getByLabel('Password').fill('popcorn')
    await kim.page.getByRole('button', { name: /^Accept/ }).click()
    await kim.page.waitForURL(`**/rooms/${code}`)

    await lee.page.goto('/inbox')
    await lee.page.getByRole('button', { name: /^Decline/ }).click()
    await expect(lee.page.getByRole('heading', { name: 'Declined' })).toBeVisible()
    await look(lee.page)
    await alex.page.goto(`/rooms/${code}/invites`)
    await expect(alex.page.getByRole('listitem').filter({ hasText: lee.username })).toContainText('Declined')
    await look(alex.page)
    await lee.page.goto(`/join/${code}`)
    await expect(lee.page.getByLabel('Password')).toBeVisible()
    await look(lee.page)
    // What was declined can still be joined.
    await lee.page.goto('/inbox')
    await lee.page.getByLabel('Password').fill('popcorn')
    await lee.page.getByRole('button', { name: /^Go after all/ }).click()
    await lee.page.waitForURL(`**/rooms/${code}`)

    await alex.page.goto(`/rooms/${code}`)
    await remote(alex).getByRole('button', { name: 'Play', exact: true }).click()
    await expect(remote(kim).getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 20_000 })
    if (isScripted) {
      for (const { page } of [alex, kim]) await settle(page, IN_STEP_MS)
      await look(kim.page)
    } else {
      await lee.page.getByRole('link', { name: 'Listen' }).click()
      await expect(lee.page.locator('video')).toHaveAttribute('src', /\/media\/.*#t=\d/)
      await lee.page.getByRole('link', { name: 'Back to the room' }).click()
    }

    if (isScripted) await showControls(kim.page)
    await remote(kim).getByRole('button', { name: 'Pause' }).click()
    const nowPlaying = remote(alex).getByRole('region', { name: 'Now playing' })
    await expect(nowPlaying).toContainText('Paused', { timeout: 20_000 })
    await expect(remote(lee).getByRole('region', { name: 'Now playing' })).toContainText('Paused')
    const play = remote(lee).getByRole('button', { name: 'Play', exact: true })
    await expect(play).toHaveAttribute('aria-disabled', 'true')
    await expect(play).toHaveAccessibleDescription(
      `Only ${alex.username} and ${kim.username} may press play here`,
    )
    await expect(remote(lee).getByRole('button', { name: 'Next', exact: true })).toHaveCount(0)
    const answer = await lee.page.request.post(`/rooms/${code}/playback`, {
      form: { playing: 'true' },
      headers: { Origin: new URL(lee.page.url()).origin },
    })
    expect(answer.status()).toBe(403)
    // On the page, and in the room's data where there is a script to read it.
    expect(await answer.text()).toContain(`${kim.username} may press play here`)

    await alex.page.goto(`/rooms/${code}/settings`)
    await expect(alex.page.getByRole('heading', { name: 'This room has a password' })).toBeVisible()
    await alex.page.goto(`/rooms/${code}`)
    await alex.page.getByRole('button', { name: 'End', exact: true }).click()
    await alex.page.getByRole('button', { name: 'End for everybody' }).click()
    await expect(alex.page.getByRole('heading', { name: /has ended/ })).toBeVisible()
    // A page that is live leads itself there, too, and would take away another that is opened meanwhile.
    if (isScripted) await expect(lee.page.getByRole('heading', { name: /has ended/ })).toBeVisible()
    await lee.page.goto('/inbox')
    await expect(lee.page.getByText('Nobody has invited you just now')).toBeVisible()
  })
}

test('who loses the remote control in mid-press is told so, and sees the true state again', async ({
  person,
}) => {
  test.slow()
  const { alex, kim, code } = await partyOfTwo(person)
  await kim.page.getByRole('button', { name: 'Play', exact: true }).click()
  const playing = kim.page.getByLabel('Now playing')
  await expect(kim.page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(playing).not.toContainText('Paused', { timeout: 20_000 })

  const demoted = Promise.withResolvers<void>()
  await kim.page.route('**/playback', async (route) => {
    await demoted.promise
    await route.continue()
  })
  await kim.page.getByRole('button', { name: 'Pause' }).click()
  const members = alex.page.getByRole('list', { name: 'People' }).getByRole('listitem')
  await expect(members.filter({ hasText: kim.username })).toBeVisible()
  const kimsId = await alex.page.evaluate((name) => {
    const { room } = JSON.parse(document.getElementById('room-initial')!.textContent)
    return Object.values<{ id: string; name: string }>(room.members).find((one) => one.name === name)!.id
  }, kim.username)
  const changed = await alex.page.request.post(`/rooms/${code}/members/${kimsId}/role`, {
    data: { role: 'viewer' },
    headers: { Accept: 'application/json' },
  })
  expect(changed.status()).toBe(200)
  await expect(kim.page.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-disabled', 'true')
  demoted.resolve()
  await expect(kim.page.getByText(`Only ${alex.username} may pause here`)).toBeVisible()
  await expect(playing).not.toContainText('Paused')
})

test('the keyboard alone opens a party, comes in, holds the remote control and ends it', async ({
  person,
}) => {
  test.slow()
  const alex = await signUp(await person(), 'Alex')
  const kim = await signUp(await person(), 'Kim')
  const { keyboard } = alex.page
  const press = async (page: typeof alex.page, name: string | RegExp, exact = false) => {
    const button = page.getByRole('button', { name, exact }).first()
    await tabTo(page, button)
    await page.keyboard.press('Enter')
  }
  await alex.page.goto('/new/watch')
  await tabTo(alex.page, alex.page.getByLabel('Search films and series'))
  await keyboard.type('running')
  // Enter looks, and opens nothing by accident.
  await keyboard.press('Enter')
  await expect(alex.page.getByRole('heading', { name: 'Found for “running”' })).toBeFocused()
  await press(alex.page, new RegExp(`^${FILM}`))
  await expect(alex.page.getByRole('button', { name: `Choose something else than ${FILM}` })).toBeVisible()
  await tabTo(alex.page, alex.page.getByRole('checkbox', { name: kim.username }))
  await keyboard.press('Space')
  await keyboard.press('Tab')
  await keyboard.type('C')
  await expect(alex.page.getByLabel(`What ${kim.username} comes as`)).toHaveValue('controller')
  await tabTo(alex.page, alex.page.getByLabel('Password'))
  await keyboard.type('popcorn')
  await press(alex.page, 'Open the watch party')
  await alex.page.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
  const code = alex.page.url().split('/').at(-1)!

  await tabTo(kim.page, kim.page.getByRole('link', { name: 'Inbox 1 waiting' }))
  await kim.page.keyboard.press('Enter')
  await kim.page.waitForURL('**/inbox')
  await tabTo(kim.page, kim.page.getByLabel('Password'))
  await kim.page.keyboard.type('popcorn')
  await kim.page.keyboard.press('Enter')
  await kim.page.waitForURL(`**/rooms/${code}`)
  await press(kim.page, 'Play', true)
  await expect(alex.page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await press(kim.page, 'Pause')
  await expect(alex.page.getByLabel('Now playing')).toContainText('Paused')

  await press(alex.page, 'End', true)
  await press(alex.page, 'End for everybody')
  await expect(kim.page.getByRole('heading', { name: /has ended/ })).toBeVisible()
})

test('a link for one guest brings one guest in, without an account and without the password', async ({
  person,
}) => {
  test.slow()
  const alex = await signUp(await person(), 'Alex')
  await alex.page.goto('/new/watch')
  await chooseFilm(alex.page)
  await alex.page.getByLabel('Password').fill('popcorn')
  const code = await openParty(alex.page)
  await alex.page.goto(`/rooms/${code}/invites`)
  await alex.page.getByRole('button', { name: 'A link for one guest' }).click()
  const { pathname, search } = new URL((await alex.page.locator('code').textContent())!)
  await expectNoAxeViolations(alex.page)

  const mina = await person(PHONE)
  await mina.goto(pathname + search)
  await expect(mina.getByLabel('Password')).toHaveCount(0)
  await expectNoAxeViolations(mina)
  await mina.getByLabel('Your name').fill('Mina')
  await mina.getByRole('button', { name: 'Come in' }).click()
  await mina.waitForURL(`**/rooms/${code}`)
  const robin = await person()
  await robin.goto(pathname + search)
  await expect(robin.getByRole('heading', { name: 'This link was used, or is too old' })).toBeVisible()
  await expectNoAxeViolations(robin)
})

test('a controller is asked to take over from a host who has long been gone', async ({ person }) => {
  test.slow()
  const { alex, kim, code } = await partyOfTwo(person)
  await expect(kim.page.getByRole('list', { name: 'People' })).toContainText(alex.username)
  await expect(kim.page.getByRole('status').filter({ hasText: 'Take over?' })).toHaveCount(0)
  const hostIsHere = async () => {
    const html = await (await kim.page.request.get(`/rooms/${code}`)).text()
    const { room, presence } = JSON.parse(/id="room-initial">(.*?)<\/script>/.exec(html)![1]!)
    return presence.memberIds.some((id: string) => room.members[id].role === 'host')
  }
  expect(await hostIsHere()).toBe(true)
  await alex.page.goto('/')
  await expect.poll(hostIsHere).toBe(false)
  // As if the host had been gone for almost five minutes: nobody waits that long for a test.
  await kim.page.route(`**/rooms/${code}`, async (route) => {
    const answer = await route.fetch()
    const html = await answer.text()
    const [, nowMs] = /"nowMs":([\d.]+)/.exec(html)!
    const goneSinceMs = Number(nowMs) - 297_000
    const body = html.replace(/"ownerSeenAtMs":[\d.]+/, `"ownerSeenAtMs":${goneSinceMs}`)
    await route.fulfill({ response: answer, body })
  })
  await kim.page.goto(`/rooms/${code}`)
  const question = kim.page.getByRole('status').filter({ hasText: 'Take over?' })
  await expect(question).toBeVisible({ timeout: 30_000 })
  await expectNoAxeViolations(kim.page)
  // The server knows better: the host was here a moment ago.
  await kim.page.getByRole('button', { name: 'Take over' }).click()
  await expect(kim.page.getByText("You don't have permission to do that")).toBeVisible()
})
