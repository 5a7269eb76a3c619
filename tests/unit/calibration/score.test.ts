import { describe, expect, test } from 'vitest'
import { notesBetween, type Part } from '~/domain/playback/calibration/score'

const EVEN_MS = 1_700_000_000_000

describe('[T9] what each device plays', () => {
  test.each<[Part, string]>([
    ['reference', 'click 0, up 500, click 1000, click 2000, up 2500, click 3000, click 4000'],
    ['by-ear', 'click 0, click 1000, click 2000, click 3000, click 4000'],
    ['by-microphone', 'down 1500, down 3500'],
  ])('%s', (part, notes) => {
    expect(played(part, EVEN_MS - 1, EVEN_MS + 4_000)).toBe(notes)
  })

  test('however it is cut into pieces, each note comes once', () => {
    const whole = played('reference', EVEN_MS, EVEN_MS + 10_000)
    const pieces: string[] = []
    for (let atMs = EVEN_MS; atMs < EVEN_MS + 10_000; atMs += 125) {
      pieces.push(played('reference', atMs, atMs + 125))
    }
    expect(pieces.filter(Boolean).join(', ')).toBe(whole)
  })
})

function played(part: Part, afterMs: number, untilMs: number): string {
  return notesBetween(part, afterMs, untilMs)
    .map(({ sound, atMs }) => `${sound} ${atMs - EVEN_MS}`)
    .join(', ')
}
