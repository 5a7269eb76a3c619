import { afterEach, expect, vi } from 'vitest'

/** Quiet trouble fails the test: whoever writes to console.error did not expect what happened. */
const complained = vi.spyOn(console, 'error')

afterEach(() => {
  expect(complained.mock.calls).toEqual([])
  complained.mockClear()
})
