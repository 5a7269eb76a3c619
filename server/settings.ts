import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .default('false')
  .transform((text) => text === 'true' || text === '1')

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  MEDIA_DIRS: z
    .string()
    .default('')
    .transform((text) => text.split(':').filter((path) => path !== '')),
  SESSION_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('your other account'),
  PUSH_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((origin) => origin !== ''))
    .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin))),
  TRUST_PROXY: flag,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type Settings = {
  port: number
  host: string
  /** The origin that links and QR pictures carry; null to use the address each request came to. */
  publicUrl: string | null
  /** An outside Postgres; null for the embedded one. */
  databaseUrl: string | null
  dataDirectory: string
  mediaDirectories: string[]
  /** Those of them that are for everybody unless the admin says otherwise: the demo library. */
  publicMediaDirectories: string[]
  sessionSecret: string
  /** The mail server; null where no mail is sent. */
  mail: { url: string; from: string } | null
  /** The provider at which people may log in instead (OpenID Connect); null without one. */
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null
  /** Push services of one's own, which may lie in this network; those of browsers need no naming. */
  pushOrigins: string[]
  trustProxy: boolean
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
}

/** Thrown for settings that cannot be used; the message names each variable. */
export class SettingsError extends Error {}

/**
 * The settings of this process. `mediaArguments` are folders named on the command line; the demo library is there when
 * nobody named any. A session secret is made and kept in the data directory where none is given.
 */
export function readSettings(
  environment: NodeJS.ProcessEnv,
  mediaArguments: string[],
  demoDirectory: string,
): Settings {
  // An empty line in an .env file means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new SettingsError(`These settings cannot be used:\n${lines.join('\n')}`)
  }
  const env = parsed.data
  const dataDirectory = resolve(env.DATA_DIR)
  const named = [...env.MEDIA_DIRS, ...mediaArguments].map((path) => resolve(path))
  const missing = named.filter((path) => !existsSync(path))
  if (missing.length > 0) throw new SettingsError(`MEDIA_DIRS: no such folder: ${missing.join(', ')}`)

  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDirectory,
    mediaDirectories: named.length > 0 ? named : [demoDirectory],
    publicMediaDirectories: [demoDirectory],
    sessionSecret: env.SESSION_SECRET ?? keptSecret(dataDirectory),
    mail: readMail(env),
    oidc: readOidc(env),
    pushOrigins: env.PUSH_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
  }
}

type Env = z.output<typeof Environment>

function readMail({ SMTP_URL: url, MAIL_FROM: from, PUBLIC_URL }: Env): Settings['mail'] {
  if (!url && !from) return null
  // A letter must not carry an address that a request was sent to: that could be anybody's.
  if (!url || !from || !PUBLIC_URL)
    throw new SettingsError('SMTP_URL, MAIL_FROM and PUBLIC_URL are needed together: letters carry links')
  return { url, from }
}

function readOidc(env: Env): Settings['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret)
    throw new SettingsError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed together')
  const { protocol, hostname } = new URL(issuer)
  if (protocol !== 'https:' && hostname !== 'localhost' && hostname !== '127.0.0.1')
    throw new SettingsError('OIDC_ISSUER: only https, but for a provider on this machine')
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME }
}

function keptSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'session-secret')
  if (!existsSync(path)) {
    mkdirSync(dataDirectory, { recursive: true })
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(path, 'utf8').trim()
}
