import { expect, test } from 'vitest'
import { ownPath } from '../../../app/routes/account/own-path'

test.each(['/', '/history', '/join/ABCD?x=1#y', '/a//b', '/%2F%2Fhost'])('%s is ours', (path) =>
  expect(ownPath(path)).toBe(path),
)

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'evil.example',
  '',
  undefined,
  null,
  ['/history'],
])('%j is not', (path) => expect(ownPath(path)).toBe('/'))
