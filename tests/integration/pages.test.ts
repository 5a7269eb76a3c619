import { expect, test } from 'vitest'
import { startApp } from '../support/app'

const app = await startApp()

test('the first page opens and knows this browser from then on', async () => {
  const alex = app.browser()
  const first = await alex.get('/')
  expect(first.status).toBe(200)
  expect(alex.cookie('tutti')).toBeDefined()
  expect((await alex.get('/')).headers.getSetCookie()).toEqual([])
})
