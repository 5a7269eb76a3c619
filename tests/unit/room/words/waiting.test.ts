import { expect, test } from 'vitest'
import type { Room } from '~/domain/room/room'
import { waitingWords } from '~/routes/room/words/waiting'

const members = { kim: { name: 'Kim' }, ana: { name: 'Ana' }, jo: { name: 'Jo' }, layla: { name: 'ليلى' } }
const room = { members } as unknown as Room

test.each([
  [['kim'], 1, 'Waiting for Kim'],
  [['kim', 'ana'], 2, 'Waiting for Kim and Ana'],
  [['kim', 'ana', 'jo'], 3, 'Waiting for Kim, Ana and one other'],
  [['kim', 'ana'], 14, 'Waiting for Kim, Ana and 12 others'],
  [['gone'], 1, 'Waiting for Someone'],
  [['layla'], 1, 'Waiting for \u2068ليلى\u2069'],
  [[], 0, 'Waiting until everyone is ready'],
])('%j of %i', (memberIds, count, words) => {
  expect(waitingWords(room, { memberIds, count }, null)).toBe(words)
})

test('who reads it comes first, and is not called by name', () => {
  expect(waitingWords(room, { memberIds: ['kim', 'ana', 'jo'], count: 3 }, 'jo')).toBe(
    'Waiting for you, Kim and one other',
  )
  expect(waitingWords(room, null, 'jo')).toBe('Waiting until everyone is ready')
})
