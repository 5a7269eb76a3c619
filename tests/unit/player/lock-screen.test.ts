import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Track } from '~/domain/queue/queue'
import { offerActions, showOnLockScreen } from '~/player/lock-screen'

const ode: Track = {
  id: 'ode',
  kind: 'audio',
  title: 'Ode to Joy',
  artist: 'Beethoven',
  album: null,
  durationMs: 60_000,
  artworkId: 'sun',
  artworkColor: null,
}

type Handler = ((details: { seekTime?: number }) => void) | null

/** As much of a browser's media session as is used; it knows no `seekto`, as older ones do not, if told so. */
function makeSession(knowsSeeking = true) {
  const handlers: Record<string, Handler> = {}
  const pictures: object[] = []
  const session = {
    playbackState: 'none',
    position: undefined as object | undefined,
    handlers,
    pictures,
    set metadata(shown: object | null) {
      pictures.push(shown ?? {})
    },
    setPositionState(position?: object) {
      session.position = position
    },
    setActionHandler(action: string, handler: Handler) {
      if (action === 'seekto' && !knowsSeeking) throw new TypeError('seekto is not known')
      handlers[action] = handler
    },
  }
  vi.stubGlobal('navigator', { mediaSession: session })
  return session
}

beforeEach(() => {
  // Called with `new`: what it returns is what is made.
  vi.stubGlobal('MediaMetadata', function MediaMetadata(shown: object) {
    return shown
  })
  makeSession()
  showOnLockScreen(null, false, null)
})
afterEach(() => void vi.unstubAllGlobals())

test('what plays is shown with where it is, never past its end; the picture is loaded once for each song', () => {
  const session = makeSession()
  showOnLockScreen(ode, true, '/artwork/sun/640', 12_500)
  showOnLockScreen(ode, false, '/artwork/sun/640', 61_000)
  expect(session.pictures).toEqual([
    { title: 'Ode to Joy', artist: 'Beethoven', album: '', artwork: [{ src: '/artwork/sun/640' }] },
  ])
  expect(session.playbackState).toBe('paused')
  expect(session.position).toEqual({ duration: 60, position: 60 })

  showOnLockScreen({ ...ode, id: 'elise', title: 'For Elise' }, true, null, 0)
  expect(session.pictures).toHaveLength(2)
  showOnLockScreen(null, false, null)
  expect(session.pictures).toHaveLength(3)
  expect(session.position).toBeUndefined()
})

test('only what is given is offered, in the milliseconds of the room', () => {
  const { handlers } = makeSession()
  const sought: number[] = []
  offerActions({ play: () => {}, seekTo: (positionMs) => sought.push(positionMs) })
  expect(Object.keys(handlers).filter((action) => handlers[action])).toEqual(['play', 'seekto'])
  handlers.seekto!({ seekTime: 12.5 })
  handlers.seekto!({})
  expect(sought).toEqual([12_500])
  offerActions({})
  expect(Object.values(handlers).filter(Boolean)).toEqual([])
})

test('a browser that does not know an action is offered the others', () => {
  const { handlers } = makeSession(false)
  offerActions({ pause: () => {}, seekTo: () => {} })
  expect(handlers.pause).toBeTypeOf('function')
})
