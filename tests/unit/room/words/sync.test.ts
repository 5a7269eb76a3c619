import { expect, test } from 'vitest'
import { syncWords, toneOf } from '~/routes/room/words/sync'

test.each([
  ['in-sync', -4.4, 'in sync, 4 ms'],
  ['catching-up', 40, 'catching up, 40 ms'],
  ['catching-up', -2_345, 'catching up, 2.3 s'],
  ['catching-up', null, 'catching up'],
  ['waiting', null, 'getting ready'],
  ['stalled', null, 'slow network'],
  ['blocked', null, 'tap to unmute'],
  ['off', null, 'not playing here'],
  ['idle', null, 'live'],
] as const)('a device that is %s by %s ms says "%s"', (state, errorMs, words) => {
  expect(syncWords({ state, errorMs })).toBe(words)
})

test('only what the person can mend, or should know of, looks bad', () => {
  const states = ['off', 'idle', 'waiting', 'stalled', 'catching-up', 'in-sync', 'blocked'] as const
  expect(states.filter((state) => toneOf(state) === 'bad')).toEqual(['stalled', 'blocked'])
  expect(states.filter((state) => toneOf(state) === 'good')).toEqual(['idle', 'in-sync'])
})
