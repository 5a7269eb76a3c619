import { expect, openJam, PHONE, test } from './support/people'
import { addSong, joinJam } from './support/room'

test('what one does the other sees: join, add, chat', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  await expect(alex.getByText('Kim joined')).toBeVisible()

  await addSong(kim, 'Ode to Joy')
  await expect(alex.getByLabel('Now playing')).toContainText('Ode to Joy')
  await expect(alex.getByText('Kim added Ode to Joy')).toBeVisible()
  await addSong(alex, 'Greensleeves')
  await expect(kim.getByRole('region', { name: 'Next up' })).toContainText('Greensleeves')

  await alex.getByLabel('Message').fill('Good choice')
  await alex.getByLabel('Message').press('Enter')
  await expect(kim.getByRole('button', { name: 'Chat 1 new' })).toBeVisible()
  await kim.getByRole('button', { name: 'Chat 1 new' }).click()
  await expect(kim.getByLabel('What was said')).toContainText('Good choice')
  await kim.getByLabel('Message').fill('Thank you\nall of you')
  await kim.getByRole('button', { name: 'Send' }).click()
  await expect(alex.getByLabel('What was said')).toContainText('all of you')
})

test('a song is skipped once enough people want it, and a vote can be taken back', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  await addSong(alex, 'Greensleeves')
  const [kim, jo, mina] = [await person(PHONE), await person(PHONE), await person(PHONE)]
  await joinJam(kim, code, 'Kim')
  await joinJam(jo, code, 'Jordan')
  await joinJam(mina, code, 'Mina')

  await kim.getByRole('button', { name: 'Skip? 0 of 2' }).click()
  await expect(jo.getByRole('button', { name: 'Skip? 1 of 2' })).toBeVisible()
  await expect(alex.getByText('Skip votes 1 of 2')).toBeVisible()
  const mine = kim.getByRole('button', { name: 'Skip? 1 of 2' })
  await expect(mine).toHaveAttribute('aria-pressed', 'true')
  await mine.click()
  await expect(jo.getByRole('button', { name: 'Skip? 0 of 2' })).toHaveAttribute('aria-pressed', 'false')

  await kim.getByRole('button', { name: 'Skip? 0 of 2' }).click()
  await jo.getByRole('button', { name: 'Skip? 1 of 2' }).click()
  await expect(alex.getByLabel('Now playing')).toContainText('Greensleeves')
  await expect(mina.getByText('Skipped by vote: Ode to Joy')).toBeVisible()
})

test('the host lets people in, makes a co-host, removes one for good, and ends the jam', async ({
  person,
}) => {
  const alex = await person()
  const code = await openJam(alex)
  await alex.getByRole('link', { name: 'Settings' }).click()
  await alex.getByLabel('I let each person in').check()
  await alex.getByRole('button', { name: 'Save' }).click()

  const robin = await person(PHONE)
  await robin.goto(`/join/${code}`)
  await robin.getByLabel('Your name').fill('Robin')
  await robin.getByRole('button', { name: /ask to come in/i }).click()
  await alex.getByRole('button', { name: 'Let in Robin' }).click()
  await robin.waitForURL(`/rooms/${code}`)

  await alex.getByRole('button', { name: 'Robin', exact: true }).click()
  await alex.getByRole('button', { name: 'Make co-host' }).click()
  await expect(robin.getByText('You are a co-host now')).toBeVisible()
  await expect(robin.getByRole('button', { name: 'This jam' })).toBeVisible()

  await alex.getByRole('button', { name: /Robin/ }).click()
  await alex.getByText('Remove', { exact: true }).click()
  await alex.getByRole('button', { name: 'Yes, remove' }).click()
  await robin.waitForURL(`/join/${code}`)
  await expect(robin.getByText("You don't have permission to do that")).toBeVisible()

  await alex.getByRole('button', { name: 'End', exact: true }).click()
  await alex.getByRole('button', { name: 'End for everybody' }).click()
  await expect(alex.getByRole('heading', { name: 'This jam has ended' })).toBeVisible()
})

test('the host pauses, moves, removes and skips; a guest is offered none of it', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  for (const title of ['Ode to Joy', 'Greensleeves', 'Canon in D', 'Auld Lang Syne'])
    await addSong(alex, title)
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  const songs = kim.getByRole('region', { name: 'Next up' }).getByRole('listitem')
  await expect(songs).toHaveCount(3)
  await expect(kim.getByRole('button', { name: /^(Pause|Next$|Move|Remove|End)/ })).toHaveCount(0)

  await alex.getByRole('button', { name: 'Pause' }).click()
  await expect(kim.getByLabel('Now playing')).toContainText('Paused')
  await alex.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(kim.getByLabel('Now playing')).not.toContainText('Paused')

  await alex.getByRole('button', { name: 'Move Canon in D up' }).click()
  await expect(songs.first()).toContainText('Canon in D')
  await alex.getByRole('button', { name: 'Remove Greensleeves' }).click()
  await expect(songs).toHaveCount(2)
  await alex.getByRole('button', { name: 'Next' }).click()
  await expect(kim.getByLabel('Now playing')).toContainText('Canon in D')
  await alex.getByRole('slider', { name: 'Position' }).press('ArrowRight')
  await expect(kim.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^0:0[5-9] of/)
})

test('a song can be dragged to another place', async ({ person }) => {
  const alex = await person()
  await openJam(alex)
  for (const title of ['Ode to Joy', 'Greensleeves', 'Canon in D', 'Auld Lang Syne'])
    await addSong(alex, title)
  const songs = alex.getByRole('region', { name: 'Next up' }).getByRole('listitem')
  await expect(songs).toHaveCount(3)
  const grip = await songs.nth(2).locator('.grip').boundingBox()
  const top = await songs.first().boundingBox()
  await alex.mouse.move(grip!.x + 8, grip!.y + 20)
  await alex.mouse.down()
  await alex.mouse.move(grip!.x + 8, top!.y + 40, { steps: 8 })
  await alex.mouse.up()
  await expect(songs.first()).toContainText('Auld Lang Syne')
})

test('what is refused is told, and the page shows the true state again', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  await addSong(kim, 'Greensleeves')
  const answer = await kim.request.post(`/rooms/${code}/playback`, {
    data: { playing: false },
    headers: { Accept: 'application/json' },
  })
  expect(answer.status()).toBe(403)
  expect(await answer.json()).toMatchObject({ error: { code: 'not_authorized' } })

  const answered = Promise.withResolvers<void>()
  await kim.route('**/removal', async (route) => {
    await answered.promise
    await route.continue({ url: `${route.request().url().replace('/queue/', '/members/')}` })
  })
  await kim.getByRole('button', { name: 'Remove Greensleeves' }).click()
  await expect(kim.getByText('Nothing is waiting')).toBeVisible()
  answered.resolve()
  await expect(kim.getByText("You don't have permission to do that")).toBeVisible()
  await expect(kim.getByRole('region', { name: 'Next up' })).toContainText('Greensleeves')
})

test('two tabs of one person share what happens', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  const second = await alex.context().newPage()
  await second.goto(`/rooms/${code}`)
  await addSong(second, 'Greensleeves')
  await expect(alex.getByLabel('Now playing')).toContainText('Greensleeves')
  await alex.close()
  await second.getByRole('button', { name: 'Next' }).click()
  await expect(second.getByText('Nothing is playing yet')).toBeVisible()
})
