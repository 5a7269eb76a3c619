import { join } from 'node:path'
import type { Logger } from 'pino'
import { createContext } from 'react-router'
import { Limits } from '~/auth/limits.server'
import { Mail } from '~/auth/mail.server'
import { Provider, type ProviderSettings } from '~/auth/oidc/provider.server'
import { Passwords } from '~/auth/passwords.server'
import { PersonCookie } from '~/auth/person.server'
import { Sessions } from '~/auth/sessions.server'
import { StreamTokens } from '~/auth/stream-tokens.server'
import { Tokens } from '~/auth/tokens.server'
import { openDatabase, type Db, type PostgresAddress } from '~/db/client.server'
import { migrateDatabase } from '~/db/migrate.server'
import { openLibrary, type Library } from '~/media/library.server'
import { Watching } from '~/watching.server'
import { Push } from '~/push/push.server'
import { PostgresBus } from '~/sync/bus/postgres.server'
import { Engine } from '~/sync/engine.server'
import { invitationTo } from '~/sync/store/invites.server'

/** One node of the product: everything a request may ask for. Built once, handed to routes by context. */
export type Tutti = {
  db: Db
  engine: Engine
  library: Library
  personCookie: PersonCookie
  sessions: Sessions
  passwords: Passwords
  push: Push
  watching: Watching
  /** Null where no mail can be sent. */
  mail: Mail | null
  /** Where people may log in instead, if the operator has named one. */
  provider: Provider | null
  tokens: Tokens
  streamTokens: StreamTokens
  limits: Limits
  /** See `Settings.publicUrl`. */
  publicUrl: string | null
  log: Logger
  close(): Promise<void>
}

export const tuttiContext = createContext<Tutti>()

type Options = {
  database: PostgresAddress
  migrationsDirectory: string
  mediaDirectories: string[]
  publicMediaDirectories: string[]
  dataDirectory: string
  sessionSecret: string
  publicUrl: string | null
  mail: { url: string; from: string } | null
  oidc: ProviderSettings | null
  pushOrigins: string[]
  log: Logger
}

/** Push services want somebody they could write to; where nobody is named, this says that there is nobody. */
const NOBODY = 'mailto:nobody@tutti.invalid'

/** Brings the schema forward, starts the engine and begins to scan; returns when requests can be served. */
export async function openTutti(options: Options): Promise<Tutti> {
  await migrateDatabase(options.database, options.migrationsDirectory)
  const db = openDatabase(options.database)
  const engine = await Engine.open(db, await PostgresBus.open(options.database), options.log)
  const library = await openLibrary({
    db,
    folders: options.mediaDirectories,
    publicFolders: options.publicMediaDirectories,
    artworkDirectory: join(options.dataDirectory, 'artwork'),
    convertedDirectory: join(options.dataDirectory, 'converted'),
    log: options.log,
  })
  void library.start()
  const watching = new Watching({
    engine,
    library,
    onError: (error) => options.log.error({ err: error }, 'Not everybody was looked at again'),
  })

  const push = await Push.open({
    db,
    log: options.log,
    ownOrigins: options.pushOrigins,
    subject: options.publicUrl?.startsWith('https:') ? options.publicUrl : NOBODY,
    invitationTo: (accountId, roomId) => invitationTo(db, accountId, roomId),
  })
  engine.inbox.whenInvited((roomId, accountIds) => push.announce(roomId, accountIds))

  const sessions = new Sessions(db)
  // Who is logged out on another node is so here, too.
  engine.bus.subscribe((message) => {
    if (message.type === 'person') sessions.forget(message.personId)
  })

  return {
    db,
    engine,
    library,
    personCookie: new PersonCookie(options.sessionSecret),
    sessions,
    passwords: new Passwords(),
    push,
    watching,
    mail: options.mail && new Mail(options.mail.url, options.mail.from),
    provider: options.oidc && new Provider(options.oidc),
    tokens: new Tokens(db),
    streamTokens: new StreamTokens(options.sessionSecret),
    limits: new Limits(),
    publicUrl: options.publicUrl,
    log: options.log,
    async close() {
      push.close()
      await library.close()
      await engine.close()
      await db.$client.end({ timeout: 5 })
    },
  }
}
