import { describe, expect, test } from 'vitest'
import { endFrameOf, makePiece, pieceAfter, placeAt } from '~/domain/playback/audio/piece'
import { resample, type Recording } from '~/domain/playback/audio/resample'

const RATE = 48_000

function tone(hertz: number, seconds: number, rate = RATE): Recording {
  const frames = seconds * rate
  const samples = Int16Array.from({ length: frames }, (_, frame) => sine(hertz, frame, rate) * 32_767)
  return { rate, frames, channels: [samples] }
}

function sine(hertz: number, frame: number, rate = RATE): number {
  return 0.8 * Math.sin((2 * Math.PI * hertz * frame) / rate)
}

/** The worst difference from the ideal tone, 16-bit rounding included. */
function worstMiss(samples: Float32Array, hertz: number, placeOf: (frame: number) => number): number {
  return samples.reduce(
    (worst, sample, frame) => Math.max(worst, Math.abs(sample - sine(hertz, placeOf(frame)))),
    0,
  )
}

describe('resampling', () => {
  test.each([440, 5_000, 15_000])('a tone of %i Hz keeps its form between its samples', (hertz) => {
    const recording = tone(hertz, 1)
    const [samples] = resample(recording, 1_000.37, 1.0005, 20_000)
    expect(worstMiss(samples!, hertz, (frame) => 1_000.37 + frame * 1.0005)).toBeLessThan(0.001)
  })

  test('at its own rate a recording is what it was', () => {
    const recording = tone(1_000, 1)
    const [samples] = resample(recording, 0, 1, RATE)
    const same = samples!.every(
      (sample, frame) => Math.abs(sample * 32_768 - recording.channels[0]![frame]!) < 0.01,
    )
    expect(same).toBe(true)
  })

  test('beyond both ends is silence', () => {
    const [samples] = resample(tone(1_000, 1), -100, 1, 50)
    expect(Math.max(...samples!)).toBe(0)
    const [after] = resample(tone(1_000, 1), RATE + 20, 1, 50)
    expect(Math.max(...after!)).toBe(0)
  })

  test('all channels are read from the same place', () => {
    const mono = tone(1_000, 1)
    const [left, right] = resample({ ...mono, channels: [mono.channels[0]!, mono.channels[0]!] }, 7.5, 1, 100)
    expect(left).toEqual(right)
  })
})

describe('pieces', () => {
  test('follow each other without a seam while the pace changes', () => {
    const recording = tone(1_000, 12)
    const steps = [1, 1.0005, 0.9995, 1.003, 0.997, 1.0001]
    let piece = makePiece(7_000, 0.25, 1, 24_000, recording.frames)!
    const sound: number[] = []
    for (const step of steps) {
      const [samples] = resample(recording, piece.from, piece.step, piece.frames)
      sound.push(...samples!)
      const next = pieceAfter(piece, step, 24_000, recording.frames)!
      expect(next.atFrame).toBe(endFrameOf(piece))
      expect(placeAt(piece, next.atFrame)).toBe(next.from)
      piece = next
    }
    // A tone's curvature is bounded: a seam of a tenth of a sample would stand out of it.
    const bend = (2 * Math.PI * 1_000 * 1.003) / RATE
    const worst = sound.slice(40, -1).reduce((most, sample, index) => {
      const [before, after] = [sound[index + 39]!, sound[index + 41]!]
      return Math.max(most, Math.abs(after - 2 * sample + before))
    }, 0)
    expect(worst).toBeLessThan(0.8 * bend ** 2 * 1.02)
  })

  test('end with the recording', () => {
    const piece = makePiece(0, 90, 1, 24_000, 100)!
    expect(piece.frames).toBe(10)
    expect(pieceAfter(piece, 1, 24_000, 100)).toBeNull()
  })
})
