import { describe, expect, test } from 'vitest'
import { Hearing } from '~/domain/playback/calibration/hearing'
import { chirp, type Direction } from '~/domain/playback/calibration/sounds'
import { seeded } from '../player/traces'

const ROOM_S = 18
const BLOCK_FRAMES = 4_096

type Scene = {
  rate?: number
  /** How much later than the reference this device sounds. */
  lateMs: number
  /** Where in the two seconds the recording begins. */
  phaseMs?: number
  /** How much stronger than the noise the weaker of the two is while it sounds. */
  snrDb?: number
  /** What comes back from the walls, as delay and loudness against the straight way. */
  echoes?: [delayMs: number, gain: number][]
  gain?: { reference: number; self: number }
  /** How much faster than the room's clock the microphone's is. */
  skew?: number
  /** Left out of each round's own sound: a lorry, a closing door. */
  without?: Direction
}

describe('[T9] by microphone, what each round says is put together', () => {
  test.each([0, 12.34, -12.34, 137.5, -480, 480])('%f ms late is heard as such', (lateMs) => {
    expectNear(heard({ lateMs }), lateMs, 0.1)
  })

  test.each([44_100, 48_000, 96_000])('at %i Hz', (rate) => {
    expectNear(heard({ lateMs: 7.77, rate }), 7.77, 0.1)
  })

  test.each([40, 20, 10, 0])('%i dB above the noise', (snrDb) => {
    for (const phaseMs of [0, 480, 999]) expectNear(heard({ lateMs: -3.21, snrDb, phaseMs }), -3.21, 0.5)
  })

  test('wherever in a round it begins, also in the middle of a whistle', () => {
    for (const phaseMs of [0, 60, 500, 995, 1_000, 1_060, 1_940]) {
      expectNear(heard({ lateMs: 5, phaseMs, snrDb: 20 }), 5, 0.2)
    }
  })

  test('an echo that is louder than the straight way is not taken for it', () => {
    const echoes: [number, number][] = [
      [4.3, 1.6],
      [11, 0.9],
      [23, 0.7],
    ]
    expectNear(heard({ lateMs: 9, echoes, snrDb: 20 }), 9, 0.5)
  })

  test('one device loud and near, the other faint', () => {
    expectNear(heard({ lateMs: 20, gain: { reference: 0.03, self: 0.9 }, snrDb: 10 }), 20, 0.5)
  })

  test('what the microphone’s own clock is off by does not count', () => {
    expectNear(heard({ lateMs: -40, skew: 200e-6 }), -40, 0.1)
  })

  test('says who was not heard', () => {
    expect(listen({ lateMs: 0, without: 'up', snrDb: 20 })).toBe('reference')
    expect(listen({ lateMs: 0, without: 'down', snrDb: 20 })).toBe('self')
  })
})

function expectNear(measured: number, expected: number, tolerance: number): void {
  expect(Math.abs(measured - expected)).toBeLessThan(tolerance)
}

function heard(scene: Scene): number {
  const answer = listen(scene)
  if (typeof answer === 'string') throw new Error(answer)
  expect(answer.rounds).toBeGreaterThanOrEqual(5)
  return answer.lateMs
}

function listen(scene: Scene) {
  const { rate = 48_000 } = scene
  const sound = record(scene, rate)
  const hearing = new Hearing(rate)
  for (let begin = 0; begin < sound.length; begin += BLOCK_FRAMES) {
    const answer = hearing.add(sound.subarray(begin, begin + BLOCK_FRAMES))
    if (answer) return answer
  }
  throw new Error('It never came to an end')
}

function record(scene: Scene, rate: number): Float32Array {
  const { lateMs, phaseMs = 300, snrDb = 40, echoes = [], skew = 0, without } = scene
  const gain = scene.gain ?? { reference: 0.3, self: 0.3 }
  const sound = new Float32Array(ROOM_S * rate)
  const ways: [number, number][] = [[0, 1], ...echoes]
  const add = (direction: Direction, atMs: number, loud: number) => {
    if (direction === without) return
    for (const [delayMs, share] of ways) mix(sound, direction, atMs + delayMs, loud * share, rate, skew)
  }
  for (let atMs = -phaseMs; atMs < ROOM_S * 1_000; atMs += 2_000) {
    add('up', atMs, gain.reference)
    add('down', atMs + 1_000 + lateMs, gain.self)
  }
  // A whistle's fades leave three eighths of the power of an even one, and a wave half of its peak's.
  const power = (Math.min(gain.reference, gain.self) ** 2 * 3) / 16
  addNoise(sound, Math.sqrt(power / 10 ** (snrDb / 10)))
  return sound
}

/** Between samples too: the whistle is made at ten times the rate and the nearest of its samples taken. */
function mix(
  sound: Float32Array,
  direction: Direction,
  atMs: number,
  loud: number,
  rate: number,
  skew: number,
) {
  const fine = fineChirp(rate, direction)
  const begin = (atMs / 1_000) * rate * (1 + skew)
  for (let frame = Math.ceil(begin); ; frame++) {
    const sample = fine[Math.round((frame - begin) * FINER)]
    if (sample === undefined || frame >= sound.length) return
    if (frame >= 0) sound[frame]! += sample * loud
  }
}

const FINER = 10
const fineChirps = new Map<string, Float32Array>()

function fineChirp(rate: number, direction: Direction): Float32Array {
  const known = fineChirps.get(`${rate} ${direction}`)
  const wave = known ?? chirp(rate * FINER, direction)
  fineChirps.set(`${rate} ${direction}`, wave)
  return wave
}

function addNoise(sound: Float32Array, deviation: number): void {
  const random = seeded(4)
  for (let frame = 0; frame < sound.length; frame++) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    sound[frame]! += normal * deviation
  }
}
