import { EventEmitter } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { MediaWatcher } from '~/media/scan/watcher.server'

const system = vi.hoisted(() => ({ emitter: null as EventEmitter | null }))

// The limit on watches is the machine's, shared with all that runs on it: it is not lowered for a test.
vi.mock('chokidar', async () => {
  const { EventEmitter } = await import('node:events')
  return { watch: () => (system.emitter = Object.assign(new EventEmitter(), { close: async () => {} })) }
})

afterEach(() => {
  vi.useRealTimers()
})

test('when the system refuses to watch, it is said once and all is scanned every minute', async () => {
  vi.useFakeTimers()
  const onChange = vi.fn()
  const onTrouble = vi.fn()
  const watcher = new MediaWatcher(onChange, onTrouble)
  watcher.start(['/music'])

  const refusal = Object.assign(new Error('System limit for number of file watchers reached'), {
    code: 'ENOSPC',
  })
  system.emitter!.emit('error', refusal)
  system.emitter!.emit('error', refusal)
  expect(onTrouble).toHaveBeenCalledExactlyOnceWith(refusal)

  expect(onChange).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(180_000)
  expect(onChange).toHaveBeenCalledTimes(3)
  expect(onChange).toHaveBeenCalledWith()

  await watcher.close()
  await vi.advanceTimersByTimeAsync(180_000)
  expect(onChange).toHaveBeenCalledTimes(3)
})

test('changes that come together are told together; very many of them as "anything"', async () => {
  vi.useFakeTimers()
  const onChange = vi.fn()
  const watcher = new MediaWatcher(onChange, vi.fn())
  watcher.start(['/music'])

  system.emitter!.emit('all', 'add', '/music/a.mp3')
  system.emitter!.emit('all', 'change', '/music/a.mp3')
  system.emitter!.emit('all', 'add', '/music/album/cover.jpg')
  await vi.advanceTimersByTimeAsync(1000)
  expect(onChange).toHaveBeenCalledExactlyOnceWith(['/music/a.mp3', '/music/album'])

  for (let index = 0; index < 500; index++) system.emitter!.emit('all', 'unlink', `/music/${index}.mp3`)
  await vi.advanceTimersByTimeAsync(1000)
  expect(onChange).toHaveBeenCalledTimes(2)
  expect(onChange).toHaveBeenLastCalledWith(undefined)
  await watcher.close()
})
