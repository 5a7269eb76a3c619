import { describe, expect, test } from 'vitest'
import { foldKey, readUsername } from '~/auth/accounts/account'
import { browserInWords } from '~/auth/browser-words'
import { usernameFrom } from '~/auth/oidc/identities.server'

describe('a username', () => {
  test.each(['al', 'Alex', 'a.b-c_d', 'zoë', 'Ольга', '三郎', 'नमस्ते', '42', 'a'.repeat(30)])(
    'can be %s',
    (name) => {
      expect(readUsername(name)).toBe(name.normalize('NFC'))
    },
  )

  test.each([
    '',
    'a',
    'a'.repeat(31),
    'has space',
    'some@body',
    '.dot',
    '-dash',
    '\u0301a',
    'a\u202eb',
    'a\u200bb',
    'a/b',
    '🎶🎶',
  ])('cannot be %j', (name) => expect(readUsername(name)).toBeNull())

  test('is one whatever its case, width or composition', () => {
    expect(new Set(['Zoë', 'ZOË', 'zoe\u0308', ' zoë '].map(foldKey)).size).toBe(1)
    expect(foldKey('ＡＬＥＸ')).toBe('alex')
    expect(foldKey('alex')).not.toBe(foldKey('alexa'))
  })

  test('is made from what a provider calls somebody', () => {
    expect(usernameFrom(['Ada Lovelace'])).toBe('Ada-Lovelace')
    expect(usernameFrom(['@', '...', 'grace@example'])).toBe('grace-example')
    expect(usernameFrom(['x'.repeat(99)])).toBe('x'.repeat(30))
    expect(usernameFrom([])).toBe('friend')
  })
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari on an iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0',
    'Edge on a Mac',
  ],
  ['curl/8.5.0', 'Some other program'],
  ['', 'Some other program'],
])('%s is %s', (userAgent, words) => expect(browserInWords(userAgent)).toBe(words))
