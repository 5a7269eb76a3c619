import { afterEach, describe, expect, test, vi } from 'vitest'
import { airing, makeConcert, worstClick } from './concert'
import { RATE } from './simulated-context'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A beginning and an end have the tone set in and stop at its full height; nothing else may. */
const CLICK = 0.02

describe('[T7] a song by Web Audio', () => {
  test('is played by the element until it is decoded and the output known, then taken over without a click', async () => {
    const concert = makeConcert()
    const ode = airing('ode', { updatedAtMs: concert.now() + 100 })
    const [{ deck: element }] = concert.understudies
    concert.ask(0, ode)
    await concert.pass(500)
    expect(concert.decks[0].output).toBe('element')
    expect(element.state).toBe('following')
    await concert.pass(3_000)
    expect(concert.decks[0]).toMatchObject({ output: 'web-audio', state: 'following' })
    expect(element.state, 'which need not play any more').toBe('empty')
    expect(Math.abs(concert.trueErrorMs(ode)!)).toBeLessThan(0.2)
    const frame = Math.round(concert.context.currentTime * RATE)
    expect(worstClick(concert.context.render(0, frame), 440)).toBeLessThan(CLICK)
  })

  test('is waited for in silence by who comes in late, and where it does not come, not for long', async () => {
    const concert = makeConcert()
    const ode = airing('ode', { updatedAtMs: concert.now() - 5_000 })
    const [{ deck: element, asked }] = concert.understudies
    concert.ask(0, ode)
    await concert.pass(3_000)
    expect(concert.decks[0]).toMatchObject({ output: 'web-audio', state: 'following' })
    expect(asked, 'the element was never told to play').toEqual([])

    concert.network.up = false
    concert.ask(0, airing('canon', { updatedAtMs: concert.now() - 5_000 }))
    await concert.pass(2_900)
    expect(element.state).toBe('empty')
    await concert.pass(200)
    expect(element.state).toBe('following')
  })

  test.each([
    ['a card 100 ppm fast', { cardRate: 1.0001 }],
    ['a card 100 ppm slow', { cardRate: 0.9999 }],
    ['a room whose clock runs 50 ppm fast on a card 100 ppm fast', { cardRate: 1.0001, roomRate: 1.00005 }],
  ])('%s is held without a seam', async (_, rates) => {
    const concert = makeConcert(rates)
    const ode = airing('ode', { updatedAtMs: concert.now() + 3_000 })
    concert.ask(0, ode)
    await concert.pass(6_000)
    const errors: number[] = []
    for (let reading = 0; reading < 40; reading++) {
      await concert.pass(500)
      errors.push(Math.abs(concert.trueErrorMs(ode)!))
    }
    expect(Math.max(...errors)).toBeLessThan(0.25)
    expect(Math.abs(concert.decks[0].errorMs!)).toBeLessThan(0.25)
    const frame = Math.round(concert.context.heardMs() * 48)
    expect(worstClick(concert.context.render(frame - 20 * RATE, frame), 440)).toBeLessThan(0.001)
  })

  test('begins on the sample that is heard at the moment that was agreed', async () => {
    const concert = makeConcert()
    const paused = airing('ode', { playing: false, updatedAtMs: concert.now() })
    concert.ask(0, paused)
    await concert.pass(4_000)
    expect(concert.decks[0]).toMatchObject({ state: 'standing', ready: true })
    expect(concert.understudies[0].deck.airing, 'an element is not needed').toBeNull()
    const dueMs = performance.now() + 130
    concert.ask(0, airing('ode', { updatedAtMs: concert.now() + 130 }))
    await concert.pass(500)
    const due = Math.round(concert.context.heardMs(dueMs) * 48)
    const sound = concert.context.render(due - 100, due + 100)
    const first = sound.findIndex((sample) => sample !== 0)
    expect(Math.abs(first - 100) / 48, 'in ms').toBeLessThan(0.2)
    expect(concert.understudies[0].asked.every(({ playhead }: any) => !playhead.playing)).toBe(true)
  })

  test('tells what a start usually costs, though sound is made a buffer at a time', async () => {
    const concert = makeConcert()
    concert.ask(0, airing('ode', { playing: false, updatedAtMs: concert.now() }))
    await concert.pass(5_000)
    const costsMs: number[] = []
    for (let look = 0; look < 40; look++) {
      await concert.pass(35)
      costsMs.push(concert.decks[0].startCostMs)
    }
    // 60 ms until it is heard, one buffer of 21 and another half of one on average, and four to make something new.
    for (const costMs of costsMs) expect(Math.abs(costMs - 96)).toBeLessThan(5)
  })

  test('stops without a click, and jumps without one', async () => {
    const concert = makeConcert()
    const ode = airing('ode', { updatedAtMs: concert.now() + 3_000 })
    concert.ask(0, ode)
    await concert.pass(6_000)
    const from = Math.round(concert.context.heardMs() * 48)
    const elsewhere = airing('ode', { positionMs: 20_000.4, updatedAtMs: concert.now() })
    concert.ask(0, elsewhere)
    await concert.pass(1_500)
    expect(concert.decks[0].seeks).toBe(1)
    expect(Math.abs(concert.trueErrorMs(elsewhere)!)).toBeLessThan(0.2)
    concert.ask(0, airing('ode', { playing: false }))
    await concert.pass(1_000)
    expect(concert.trueErrorMs(elsewhere)).toBeNull()
    const frame = Math.round(concert.context.heardMs() * 48)
    expect(worstClick(concert.context.render(from, frame), 440)).toBeLessThan(CLICK)
  })

  test('the next song begins on the frame after the last one', async () => {
    const concert = makeConcert({ cardRate: 1.0001 })
    const startMs = concert.now() + 3_000
    const short = airing('short', { updatedAtMs: startMs })
    const canon = airing('canon', { updatedAtMs: startMs + 10_000 })
    concert.ask(0, short)
    await concert.pass(5_000)
    concert.ask(1, canon)
    await concert.pass(8_500)
    concert.ask(0, null)
    await concert.pass(2_000)
    expect(concert.decks[1]).toMatchObject({ output: 'web-audio', state: 'following' })
    // Ten seconds are whole periods of 440 Hz: one tone goes through both songs.
    const seam = Math.round(concert.context.heardMs() * 48) - 2.5 * RATE
    const sound = concert.context.render(seam - RATE, seam + RATE)
    expect(sound.filter((sample) => sample === 0).length, 'no frame is silent').toBeLessThan(3)
    expect(worstClick(sound, 440)).toBeLessThan(0.002)
    expect(concert.understudies[1].asked, 'and no element was loaded for it').toEqual([])
  })

  // What is off by less is worked off; a sound that has just been broken need not be spared a jump.
  test.each([40.3, 20.3, 11.1])('a hole of %d ms in the output is made good at once', async (holeMs) => {
    const concert = makeConcert()
    const ode = airing('ode', { updatedAtMs: concert.now() - 1_000 })
    concert.ask(0, ode)
    await concert.pass(8_000)
    concert.context.glitch(holeMs)
    await concert.pass(1_500)
    expect(Math.abs(concert.trueErrorMs(ode)!)).toBeLessThan(0.5)
    expect(concert.decks[0].seeks).toBe(1)
  })

  test('goes on for seconds when the page is not woken', async () => {
    const concert = makeConcert()
    const ode = airing('ode', { updatedAtMs: concert.now() - 1_000 })
    concert.ask(0, ode)
    await concert.pass(6_000)
    await vi.advanceTimersByTimeAsync(3_500)
    expect(Math.abs(concert.trueErrorMs(ode)!)).toBeLessThan(0.5)
  })
})

describe('[T8] the element instead', () => {
  test('plays what cannot be decoded', async () => {
    const concert = makeConcert()
    concert.network.broken = true
    concert.ask(0, airing('ode', { updatedAtMs: concert.now() - 1_000 }))
    await concert.pass(5_000)
    expect(concert.decks[0]).toMatchObject({ output: 'element', state: 'following' })
  })

  test('plays while the network keeps the song away, and gives it up once it is there', async () => {
    const concert = makeConcert()
    concert.network.up = false
    concert.ask(0, airing('ode', { updatedAtMs: concert.now() - 1_000 }))
    await concert.pass(5_000)
    expect(concert.decks[0].output).toBe('element')
    concert.network.up = true
    await concert.pass(5_000)
    expect(concert.decks[0].output).toBe('web-audio')
  })

  test('takes over when the context is interrupted, and gives way when it goes on', async () => {
    const concert = makeConcert()
    const [{ deck: element }] = concert.understudies
    concert.ask(0, airing('ode', { updatedAtMs: concert.now() - 1_000 }))
    await concert.pass(5_000)
    concert.context.setState('suspended')
    await concert.pass(500)
    expect(concert.decks[0].output).toBe('element')
    expect(element).toMatchObject({ state: 'following', volume: 1 })
    concert.context.setState('running')
    await concert.pass(4_000)
    expect(concert.decks[0].output).toBe('web-audio')
    expect(element.state).toBe('empty')
  })

  test('takes over on a phone whose screen is locked, where it was kept at hand', async () => {
    const concert = makeConcert({ coarsePointer: true })
    const [{ deck: element }] = concert.understudies
    concert.ask(0, airing('ode', { updatedAtMs: concert.now() - 1_000 }))
    await concert.pass(5_000)
    expect(concert.decks[0].output).toBe('web-audio')
    expect(element.state, 'loaded, and silent').toBe('standing')
    concert.page.visibilityState = 'hidden'
    await concert.pass(500)
    expect(concert.decks[0].output).toBe('element')
    expect(element).toMatchObject({ state: 'following', volume: 1 })
    concert.page.visibilityState = 'visible'
    await concert.pass(500)
    expect(concert.decks[0].output).toBe('web-audio')
  })

  test('goes on by Web Audio when the others have left, and plays the next song alone', async () => {
    const concert = makeConcert()
    concert.ask(0, airing('ode', { updatedAtMs: concert.now() - 1_000 }))
    await concert.pass(5_000)
    concert.leave()
    await concert.pass(1_000)
    expect(concert.decks[0].output).toBe('web-audio')
    concert.ask(0, airing('canon', { updatedAtMs: concert.now() }))
    await concert.pass(1_000)
    expect(concert.decks[0].output).toBe('element')
  })
})
