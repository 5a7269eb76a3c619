import { expect, test } from 'vitest'
import {
  chooseOutput,
  forcedOutput,
  LONGEST_DECODED_MS,
  type Circumstances,
} from '~/domain/playback/audio/choose-output'

const song = { kind: 'audio', durationMs: 200_000 } as const
const together: Circumstances = {
  track: song,
  rate: 1,
  together: true,
  begun: false,
  hiddenPhone: false,
  forced: null,
}

test.each<[string, Partial<Circumstances>, string]>([
  ['songs where several devices sound in one place', {}, 'web-audio'],
  ['songs of one who listens alone', { together: false }, 'element'],
  ['a song that has begun so, though the others have left', { together: false, begun: true }, 'web-audio'],
  ['films', { track: { ...song, kind: 'video' } }, 'element'],
  ['what is too long to be decoded', { track: { ...song, durationMs: LONGEST_DECODED_MS + 1 } }, 'element'],
  ['another speed, of which the pitch must not tell', { rate: 1.25 }, 'element'],
  ['a phone in a pocket', { hiddenPhone: true }, 'element'],
  ['one who demands it alone', { together: false, forced: 'web-audio' }, 'web-audio'],
  ['one who demands the element', { forced: 'element' }, 'element'],
  ['a film, whatever is demanded', { track: { ...song, kind: 'video' }, forced: 'web-audio' }, 'element'],
])('the output for %s', (_, change, output) => {
  expect(chooseOutput({ ...together, ...change })).toBe(output)
})

test('an address demands an output, or nothing', () => {
  expect(forcedOutput('?output=element')).toBe('element')
  expect(forcedOutput('?debug=sync&output=web-audio')).toBe('web-audio')
  expect(forcedOutput('?output=tape')).toBeNull()
  expect(forcedOutput('')).toBeNull()
})
