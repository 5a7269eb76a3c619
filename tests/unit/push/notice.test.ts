import { expect, test } from 'vitest'
import { noticeOf } from '~/push/notice'

const INVITATION = {
  roomId: 'a room',
  roomName: 'Friday',
  hostName: 'Ada',
  track: { title: 'Metropolis' },
  passwordRequired: false,
}

test('a notice says who invites, to what, and whether a password waits', () => {
  expect(noticeOf(INVITATION)).toEqual({ roomId: 'a room', title: 'Ada invites you', body: 'Metropolis' })
  expect(noticeOf({ ...INVITATION, track: null, hostName: null })).toMatchObject({
    title: 'Somebody invites you',
    body: 'Friday',
  })
  expect(noticeOf({ ...INVITATION, passwordRequired: true }).body).toBe('Metropolis · with a password')
})

test('the longest names fit into a message', () => {
  const long = '🎬'.repeat(500)
  const { title, body } = noticeOf({ ...INVITATION, hostName: long, track: { title: long } })
  expect([...title].length).toBe(120)
  expect(body.endsWith('…') && body.isWellFormed()).toBe(true)
  expect(Buffer.byteLength(title + body)).toBeLessThan(3_000)
})
