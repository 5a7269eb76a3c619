import { afterEach, expect, test, vi } from 'vitest'
import { fetchSound } from '~/player/sound'
import { makeStage, roomPlaying } from './stage'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a sound that comes after the room plays, and shows on the lock screen, without another word', async () => {
  const session = { metadata: null as { title: string } | null, setActionHandler: () => {} }
  const { player, playing } = makeStage()
  vi.stubGlobal('navigator', { mediaSession: session })
  vi.stubGlobal('MediaMetadata', function MediaMetadata(shown: object) {
    return shown
  })
  player.update(roomPlaying('ode', 20_000))
  expect(player.getSnapshot().sync.state).toBe('waiting')
  expect(session.metadata).toBeNull()

  await fetchSound()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(playing()).toHaveLength(1)
  expect(session.metadata).toMatchObject({ title: 'ode' })
})
