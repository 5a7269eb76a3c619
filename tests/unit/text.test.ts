import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanName, NAME_MAX_CHARACTERS } from '~/domain/membership/names'
import { MESSAGE_MAX_CHARACTERS } from '~/domain/chat/message'
import { cleanLine, cleanText } from '~/domain/text'
import { after, ask, jam } from '../support/rules'

const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].length

test.for([
  ['  Kim  ', 'Kim'],
  ['Kim\n\tthe   first', 'Kim the first'],
  ['Ki\u0000m\u0007', 'Kim'],
  ['\u202eKim\u202c', 'Kim'],
  ['\u2066Kim\u2069\u200f', 'Kim'],
  ['Kim \u200b Lee', 'Kim Lee'],
  ['Kim\ud800', 'Kim'],
  ['\udc00Kim', 'Kim'],
  ['Kim\u2028Lee', 'Kim Lee'],
  ['\ufeffKim', 'Kim'],
  ['Kim\ue000', 'Kim'],
  ['Zoë', 'Zoë'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
  ['日本語', '日本語'],
  ['مرحبا', 'مرحبا'],
])('a name %j is shown as %j', ([typed, shown]) => {
  expect(cleanName(typed!)).toBe(shown)
})

test.for([
  '',
  '   ',
  '\u200b',
  '\u202e\u202c',
  '\u200d',
  '\u3164',
  '\u2800',
  '\u115f\u1160',
  '\ufe0f',
  '\u0000',
])('nothing can be read in %j: it is empty', (typed) => {
  expect(cleanName(typed)).toBe('')
  expect(cleanText(typed, 100)).toBe('')
})

test('a name is at most forty of what a reader would call characters', () => {
  expect(cleanName('x'.repeat(41))).toBe('x'.repeat(40))
  expect(cleanName('👩‍👩‍👧'.repeat(41))).toBe('👩‍👩‍👧'.repeat(20))
  expect(graphemes(cleanName('é'.normalize('NFD').repeat(99)))).toBe(40)
})

test('a pile of accents on one letter does not make a name longer than it may be', () => {
  expect(
    cleanName('a'.repeat(39) + 'e\u0301'.repeat(2) + '\u0301'.repeat(10_000)).length,
  ).toBeLessThanOrEqual(160)
  expect(cleanName('e' + '\u0301'.repeat(10_000)).length).toBeLessThanOrEqual(160)
})

test('a message keeps its lines, at most two breaks in a row', () => {
  expect(cleanText('a\r\nb\rc\n\n\n\n\nd', 100)).toBe('a\nb\nc\n\nd')
  expect(cleanText('  \n hello \n ', 100)).toBe('hello')
})

test('messages that say nothing are refused, long ones are cut', () => {
  const room = jam({}, 'jordan', 'screen')
  expect(ask(room, 'jordan', { type: 'say', text: ' \u200b\n' })).toBe('bad_request')
  expect(ask(room, 'screen', { type: 'say', text: 'beep' })).toBe('not_authorized')
  const said = after(room, 'jordan', { type: 'say', text: 'x'.repeat(9_999) })
  expect(said.messages[0]?.text).toHaveLength(MESSAGE_MAX_CHARACTERS)
})

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom('a', ' ', '\n', '\u200d', '\u202e', '\u0301', '\ud83d', '\ude00', '\u3164', '👍🏽', '\t'),
    )
    .map((parts) => parts.join('')),
)

test('whatever is typed comes out clean, short and whole; cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(anything, (typed) => {
      for (const clean of [cleanLine(typed, NAME_MAX_CHARACTERS), cleanText(typed, NAME_MAX_CHARACTERS)]) {
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).toBe(clean.trim())
        expect(graphemes(clean)).toBeLessThanOrEqual(NAME_MAX_CHARACTERS)
        expect(clean).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
      }
      const line = cleanLine(typed, NAME_MAX_CHARACTERS)
      expect(line).not.toMatch(/\n| {2}/)
      expect(cleanLine(line, NAME_MAX_CHARACTERS)).toBe(line)
    }),
    { numRuns: 2_000 },
  )
})
