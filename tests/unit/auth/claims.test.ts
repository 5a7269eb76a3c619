import { expect, test } from 'vitest'
import { identityFrom } from '~/auth/oidc/claims.server'

const metadata = {
  issuer: 'https://login.example',
  authorization_endpoint: 'https://login.example/auth',
  token_endpoint: 'https://login.example/token',
}
const expected = { metadata, clientId: 'tutti', nonce: 'a nonce' }
const soon = Math.floor(Date.now() / 1000) + 300
const good = { iss: metadata.issuer, aud: 'tutti', exp: soon, nonce: 'a nonce', sub: '42' }

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenOf(claims: object): { idToken: string; accessToken: string } {
  return { idToken: `${encode({ alg: 'RS256' })}.${encode(claims)}.signature`, accessToken: 'access' }
}

test('an ID token says who somebody is', async () => {
  const claims = {
    ...good,
    preferred_username: 'ada',
    name: 'Ada',
    email: 'a@b.example',
    email_verified: true,
  }
  expect(await identityFrom(tokenOf(claims), expected)).toEqual({
    issuer: metadata.issuer,
    subject: '42',
    email: 'a@b.example',
    names: ['ada', 'a', 'Ada'],
  })
})

test.each([[undefined], [false], ['false']])(
  'an address counts only when it is verified: %s',
  async (verified) => {
    const claims = { ...good, email: 'a@b.example', email_verified: verified }
    expect((await identityFrom(tokenOf(claims), expected)).email).toBeNull()
  },
)

test.each([
  ['another issuer', { iss: 'https://evil.example' }],
  ['another client', { aud: 'other' }],
  ['several clients without us', { aud: ['other', 'another'] }],
  ['another attempt', { nonce: 'another nonce' }],
  ['no attempt', { nonce: undefined }],
  ['yesterday', { exp: soon - 86_400 }],
  ['nobody', { sub: '' }],
  ['a number', { sub: 42 }],
])('one that is for %s is refused', async (_, change) => {
  await expect(identityFrom(tokenOf({ ...good, ...change }), expected)).rejects.toThrow(/ID token/)
})

test('what is no token is refused', async () => {
  for (const idToken of ['', 'x', 'a.b.c', '..', `x.${btoa('[]')}.y`])
    await expect(identityFrom({ idToken, accessToken: '' }, expected)).rejects.toThrow(/ID token/)
})
