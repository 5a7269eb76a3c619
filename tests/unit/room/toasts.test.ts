import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Toasts, wordsOf } from '~/routes/room/screen/live/toasts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const words = (toasts: Toasts) => toasts.get().map(wordsOf)

test('at most three are shown, and each goes by itself', () => {
  const toasts = new Toasts()
  for (const text of ['one', 'two', 'three', 'four']) toasts.show({ text })
  expect(words(toasts)).toEqual(['two', 'three', 'four'])
  vi.advanceTimersByTime(6_000)
  expect(words(toasts)).toEqual([])
})

test('several of one kind are told as one', () => {
  const toasts = new Toasts()
  const many = { key: 'added kim', text: (count: number) => `Kim added ${count} songs` }
  toasts.show({ text: 'Kim added Ode to Joy', many })
  toasts.show({ text: 'Alex joined' })
  toasts.show({ text: 'Kim added Greensleeves', many })
  expect(words(toasts)).toEqual(['Alex joined', 'Kim added 2 songs'])
})

test('bad news stays longer', () => {
  const toasts = new Toasts()
  toasts.show({ text: 'No connection', tone: 'bad' })
  vi.advanceTimersByTime(6_000)
  expect(words(toasts)).toEqual(['No connection'])
  vi.advanceTimersByTime(3_000)
  expect(words(toasts)).toEqual([])
})
