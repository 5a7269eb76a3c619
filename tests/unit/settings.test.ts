import { expect, test } from 'vitest'
import { readSettings, SettingsError } from '../../server/settings'

const read = (environment: Record<string, string>) =>
  readSettings({ SESSION_SECRET: 'long enough for a test', ...environment }, [], '/demo')

const SMTP = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'tutti@tutti.example' }
const OIDC = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'tutti', OIDC_CLIENT_SECRET: 'secret' }

test('mail and a login provider are there when they are set', () => {
  expect(read({})).toMatchObject({ mail: null, oidc: null })
  expect(read({ ...SMTP, PUBLIC_URL: 'https://tutti.example/' }).mail).toEqual({
    url: 'smtp://mail.example',
    from: 'tutti@tutti.example',
  })
  expect(read({ ...OIDC, OIDC_NAME: 'our house' }).oidc).toEqual({
    issuer: 'https://login.example',
    clientId: 'tutti',
    clientSecret: 'secret',
    name: 'our house',
  })
})

test('push services of one’s own are origins', () => {
  expect(read({}).pushOrigins).toEqual([])
  const two = 'https://push.example:8443/send, http://10.0.0.5'
  expect(read({ PUSH_ORIGINS: two }).pushOrigins).toEqual(['https://push.example:8443', 'http://10.0.0.5'])
  expect(() => read({ PUSH_ORIGINS: 'push.example' })).toThrow(/PUSH_ORIGINS/)
})

test('a provider on this machine needs no HTTPS, any other does', () => {
  expect(read({ ...OIDC, OIDC_ISSUER: 'http://localhost:8080/realm' }).oidc?.issuer).toContain('localhost')
  expect(() => read({ ...OIDC, OIDC_ISSUER: 'http://login.example' })).toThrow(/OIDC_ISSUER/)
})

test.each([
  [{ SMTP_URL: SMTP.SMTP_URL }, /MAIL_FROM/],
  [SMTP, /PUBLIC_URL/],
  [{ ...SMTP, PUBLIC_URL: 'https://tutti.example', SMTP_URL: 'https://mail.example' }, /SMTP_URL/],
  [{ OIDC_ISSUER: OIDC.OIDC_ISSUER }, /OIDC_CLIENT_ID/],
  [{ ...OIDC, OIDC_CLIENT_SECRET: '' }, /OIDC_CLIENT_SECRET/],
])('half of it is named: %j', (environment, named) => {
  expect(() => read(environment)).toThrow(SettingsError)
  expect(() => read(environment)).toThrow(named)
})
