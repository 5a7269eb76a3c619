import { afterEach, describe, expect, test, vi } from 'vitest'
import { rememberNudgeMs } from '~/player/memory'
import { Player, SILENT } from '~/player/player'
import { fetchSound } from '~/player/sound'
import { SimulatedContext } from './audio/simulated-context'
import { FakeMedia, makeStage, roomPlaying, SERVER_AHEAD_MS } from './stage'

// As where somebody has had the sound on before: it is at hand at once.
await fetchSound()

afterEach(() => {
  SimulatedContext.made = []
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('the player', () => {
  test('can be made where there is no window', () => {
    const player = new Player({ code: 'A', heartbeatUrl: '/', mediaUrl: () => '', startsOn: true })
    expect(player.getSnapshot()).toBe(SILENT)
  })

  test('[T1] learns the clock by a burst, plays within 300 ms of it, and says so', async () => {
    const { player, network, playing } = makeStage()
    player.update(roomPlaying('ode', 20_000))
    await pass(300)
    expect(network.beats.length).toBeGreaterThanOrEqual(8)
    expect(Math.abs(player.serverNowMs() - performance.now() - SERVER_AHEAD_MS)).toBeLessThan(1)

    await pass(3_000)
    expect(playing()).toHaveLength(1)
    expect(Math.abs(playing()[0]!.currentTime * 1_000 - player.positionMs())).toBeLessThan(50)
    expect(player.getSnapshot()).toMatchObject({ on: true, blocked: false, sync: { state: 'in-sync' } })
    player.dispose()
    expect(playing()).toHaveLength(0)
  })

  test('has better things to do than to be drawn while a start is at hand', async () => {
    const { player } = makeStage()
    const ode = roomPlaying('ode', 20_000)
    player.update(ode)
    await pass(3_000)
    expect(player.busyForMs({ room: ode })).toBe(0)
    const startsIn = (ms: number) => ({
      ...ode,
      playhead: { ...ode.playhead, updatedAtMs: player.serverNowMs() + ms },
    })
    const costMs = player.report().startCostMs!
    expect(player.busyForMs({ room: startsIn(costMs - 1) }), 'it has started').toBe(0)
    expect(player.busyForMs({ room: startsIn(costMs + 30) })).toBeGreaterThan(30)
    expect(player.busyForMs({ room: startsIn(costMs + 30) })).toBeLessThan(40)
    expect(player.busyForMs({ room: startsIn(900) }), 'there is time to draw').toBe(0)
    player.dispose()
    expect(player.busyForMs({ room: startsIn(110) })).toBe(0)
  })

  test('[T1] asks each second while it plays, each ten when it does not', async () => {
    const { player, network } = makeStage()
    player.update(roomPlaying('ode'))
    await pass(1_000)
    network.beats.length = 0
    await pass(10_000)
    expect(network.beats.length).toBeGreaterThan(8)

    player.setOn(false)
    await pass(1_000)
    network.beats.length = 0
    await pass(40_000)
    expect(network.beats).toHaveLength(4)
    player.dispose()
    await pass(60_000)
    expect(network.beats, 'and not at all once it is gone').toHaveLength(4)
  })

  test('[T11] goes on with what it knows while the server is away, and asks less and less', async () => {
    const { player, network, playing } = makeStage()
    player.update(roomPlaying('ode'))
    await pass(5_000)
    network.up = false
    await pass(20_000)
    expect(playing()).toHaveLength(1)
    expect(player.getSnapshot().sync.state).toBe('in-sync')
    expect(Math.abs(player.serverNowMs() - performance.now() - SERVER_AHEAD_MS)).toBeLessThan(1)
    network.up = true
    network.beats.length = 0
    await pass(16_000)
    expect(network.beats.length).toBeGreaterThan(0)
    player.dispose()
  })

  test('[T4] the next song is loaded beforehand and takes over on the moment', async () => {
    const { player, elements, playing } = makeStage()
    player.update(roomPlaying('ode', 40_000, ['canon']))
    await pass(15_000)
    expect(elements.map(({ src }) => src)).toEqual(['/media/ode', '/media/canon'])
    expect(playing().map(({ src }) => src)).toEqual(['/media/ode'])
    await pass(5_200)
    expect(playing().map(({ src }) => src)).toEqual(['/media/canon'])
    expect(Math.abs(elements[1]!.currentTime * 1_000 - player.positionMs())).toBeLessThan(80)
    player.dispose()
  })

  test('a browser that wants a gesture first says so, and plays after it', async () => {
    const { player, elements, playing } = makeStage({}, () => new FakeMedia({ allowed: false }))
    player.update(roomPlaying('ode'))
    await pass(2_000)
    expect(player.getSnapshot()).toMatchObject({ blocked: true, sync: { state: 'blocked' } })
    for (const element of elements) element.allowed = true
    player.unblock()
    await pass(2_000)
    expect(playing()).toHaveLength(1)
    expect(player.getSnapshot()).toMatchObject({ blocked: false, sync: { state: 'in-sync' } })
    player.dispose()
  })

  test('what something outside the page stopped is not started again behind its back', async () => {
    const { player, playing } = makeStage()
    player.update(roomPlaying('ode'))
    await pass(3_000)
    playing()[0]!.pause()
    await pass(3_000)
    expect(playing()).toHaveLength(0)
    expect(player.getSnapshot().blocked).toBe(true)
    player.unblock()
    await pass(3_000)
    expect(playing()).toHaveLength(1)
    player.dispose()
  })

  test('a file that is not there is told once; one that the network keeps away is not', async () => {
    const { player, network, told, elements, playing } = makeStage({}, () => new FakeMedia({ fails: true }))
    network.mediaStatus = 404
    player.update(roomPlaying('gone'))
    await pass(5_000)
    expect(told).toEqual(['unplayable gone'])

    network.up = false
    player.update(roomPlaying('far'))
    await pass(30_000)
    expect(told).toEqual(['unplayable gone'])
    network.up = true
    network.mediaStatus = 206
    for (const element of elements) element.fails = false
    await pass(10_000)
    expect(playing().map(({ src }) => src)).toEqual(['/media/far'])
    player.dispose()
  })

  test('a file that is there but cannot be played is told after another try or two', async () => {
    const { player, told, elements } = makeStage({}, () => new FakeMedia({ fails: true }))
    player.update(roomPlaying('noise'))
    await pass(10_000)
    expect(told).toEqual(['unplayable noise'])
    expect(elements[0]!.loads).toBeLessThan(6)
    player.dispose()
  })

  test('a file that is over early is told once the room may believe it', async () => {
    const { player, told, playing } = makeStage()
    player.update(roomPlaying('short', 55_000))
    await pass(2_000)
    const element = playing()[0]!
    element.duration = 57
    element.pause()
    element.ended = true
    element.dispatchEvent(new Event('ended'))
    await pass(500)
    expect(told, 'three seconds too early').toEqual([])
    await pass(1_000)
    expect(told).toEqual(['ended short'])
    player.dispose()
  })

  test('remembers the choice for the room and the volume for the device', async () => {
    const { player, elements } = makeStage({ startsOn: false })
    player.update(roomPlaying('ode'))
    await pass(1_000)
    expect(player.getSnapshot()).toMatchObject({ on: false, sync: { state: 'off' } })
    player.setOn(true)
    player.setVolume(0.4)
    await pass(1_000)
    expect(elements.every(({ volume }) => volume === 0.4)).toBe(true)
    player.dispose()

    const again = new Player({
      code: 'ABCDEFGH',
      heartbeatUrl: '/beat',
      mediaUrl: String,
      startsOn: false,
      createElement: () => new FakeMedia() as unknown as HTMLMediaElement,
    })
    again.update({ ...roomPlaying('ode'), current: null })
    expect(again.getSnapshot()).toMatchObject({ on: true, volume: 0.4 })
    again.dispose()
  })

  test('[T8] songs come by Web Audio once several devices sound in one place, and not before', async () => {
    const { player, network, playing } = makeStage()
    player.update(roomPlaying('ode', 5_000))
    await pass(5_000)
    expect(player.getSnapshot()).toMatchObject({ output: 'element', sync: { state: 'in-sync' } })
    expect(SimulatedContext.made, 'nor is any sound card woken').toHaveLength(0)

    network.together = true
    await pass(1_500)
    await vi.dynamicImportSettled()
    await pass(5_000)
    expect(player.getSnapshot()).toMatchObject({
      output: 'web-audio',
      sync: { state: 'in-sync', errorMs: 0 },
    })
    expect(playing()).toHaveLength(0)
    expect(player.report()).toMatchObject({ state: 'in-sync', readyItemId: 'ode' })
    player.dispose()
  })

  test('[T9] an output that was told to play later does, whichever it is', async () => {
    const { player, playing } = makeStage()
    rememberNudgeMs('default', 120)
    player.update(roomPlaying('ode', 5_000))
    await vi.dynamicImportSettled()
    await pass(5_000)
    expect(playing()[0]!.currentTime * 1_000 - player.positionMs()).toBeCloseTo(-120, -1)
    expect(player.getSnapshot().sync.state, 'which is where it should be').toBe('in-sync')
    player.dispose()
  })

  test('readings are kept only when they are asked for', async () => {
    const { player } = makeStage()
    player.update(roomPlaying('ode', 5_000))
    await pass(3_000)
    expect(player.trace()).toEqual([])
    await player.setTracing(true)
    await pass(3_000)
    const [first] = player.trace()
    expect(first).toMatchObject({ output: 'element', seeks: 1 })
    expect(first!.offsetMs).toBeCloseTo(SERVER_AHEAD_MS, 0)
    expect(player.trace().length).toBeGreaterThan(8)
    await player.setTracing(false)
    expect(player.trace()).toEqual([])
    player.dispose()
  })
})
