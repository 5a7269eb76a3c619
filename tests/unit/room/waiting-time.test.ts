import { expect, test } from 'vitest'
import { showQueueLength, showWait, waitingTimesMs } from '~/routes/room/screen/queue/waiting-time'
import { after, facts, jam, MINUTE_MS, playing } from '../../support/rules'

const room = playing(jam(), ['A', 'B', 'C'])

test('a song waits for what is left of the one that plays and for all between them', () => {
  expect(room.queue).toHaveLength(2)
  expect(waitingTimesMs(room, facts().nowMs + MINUTE_MS)).toEqual([2 * MINUTE_MS, 5 * MINUTE_MS])
})

test('nobody can say how long it takes while the music stands still', () => {
  expect(waitingTimesMs(after(room, 'alex', { type: 'pause' }), facts().nowMs)).toBeNull()
  expect(waitingTimesMs(jam(), facts().nowMs)).toBeNull()
})

test.each([
  [20_000, 'in a moment'],
  [7.2 * MINUTE_MS, 'in about 7 min'],
  [59 * MINUTE_MS, 'in about 59 min'],
  [95 * MINUTE_MS, 'in about 1.5 h'],
])('%d ms is %s', (waitMs, words) => {
  expect(showWait(waitMs)).toBe(words)
})

test('a queue says how many songs it has and how long they are', () => {
  expect(showQueueLength(room)).toBe('2 songs, 6 min')
  expect(showQueueLength(playing(jam(), ['A', 'B']))).toBe('1 song, 3 min')
})
