import { expect, test } from 'vitest'
import { codeLength, drawCode, readCode, showCode } from '~/domain/room/code'
import { isKind, presetOf, readRoomCode } from '~/domain/room/kinds'

const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const karaoke = { prefix: 'HK', groups: [4, 4] }
const party = { groups: [3, 3] }

test('no letter of a code is mistaken for another: no 0 O 1 I L', () => {
  const drawn = new Set(drawCode(20_000))
  expect([...drawn].sort()).toEqual([...ALPHABET].sort())
})

test('every letter is drawn equally often', () => {
  const draws = 310_000
  const counts = new Map<string, number>()
  const drawn = Array.from({ length: draws / 10_000 }, () => drawCode(10_000)).join('')
  for (const letter of drawn) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const expected = draws / ALPHABET.length
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // With 30 degrees of freedom an even draw passes 75 once in 100,000 runs; a byte modulo 31 reaches 270.
  expect(chiSquare).toBeLessThan(75)
  const skewed = [...ALPHABET].map((_, index) => (draws / 256) * (index < 8 ? 9 : 8))
  expect(skewed.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeGreaterThan(200)
})

test('a code is as long as its format says and is shown in its groups', () => {
  expect(codeLength(karaoke)).toBe(8)
  expect(drawCode(codeLength(party))).toHaveLength(6)
  expect(showCode('ABCD2345', presetOf('jam').code)).toBe('ABCD-2345')
  expect(showCode('ABCD2345', karaoke)).toBe('HK-ABCD-2345')
  expect(showCode('ABC234', party)).toBe('ABC-234')
})

test.for([
  'ABCD2345',
  'abcd2345',
  'ABCD-2345',
  ' abcd 2345 ',
  'A B C D 2 3 4 5',
  'ab-cd-23-45',
  'ABCD–2345',
  'ABCD—2345',
  'ABCD‑2345',
  '\u200bABCD-2345\u200b',
])('%j is read as ABCD2345', (typed) => {
  expect(readRoomCode(typed)).toBe('ABCD2345')
})

test.for([
  '',
  'ABCD234',
  'ABCD23456',
  'ABCD-234O',
  'ABCD-2341',
  'ABCD-23I5',
  'ÄBCD2345',
  'ABCD_2345',
  ' '.repeat(50),
])('%j is no code', (typed) => {
  expect(readRoomCode(typed)).toBeNull()
})

test('a prefix may be typed or not, even where the code begins like it', () => {
  expect(readCode('hk-abcd-2345', [karaoke])).toBe('ABCD2345')
  expect(readCode('ABCD2345', [karaoke])).toBe('ABCD2345')
  expect(readCode('HKCD2345', [karaoke])).toBe('HKCD2345')
  expect(readCode('HK-HKCD-2345', [karaoke])).toBe('HKCD2345')
  expect(readCode('ABC-234', [karaoke, party])).toBe('ABC234')
})

test('whatever is drawn is read back, however it is shown', () => {
  for (let count = 0; count < 2_000; count++) {
    const code = drawCode(8)
    expect(readCode(showCode(code, karaoke), [karaoke])).toBe(code)
    expect(readCode(code.toLowerCase(), [karaoke])).toBe(code)
  }
})

test('a kind is one of those there are, not a property every object has', () => {
  expect(isKind('jam')).toBe(true)
  expect(isKind('constructor')).toBe(false)
})
