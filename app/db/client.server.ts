import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** Where a Postgres listens: a connection URL, or the socket of the embedded server. */
export type PostgresAddress = { url: string } | { socketPath: string; database: string; user: string }

export type Sql = postgres.Sql
type TransactionSql = postgres.TransactionSql
export type Db = PostgresJsDatabase & { $client: Sql }
/** What both a database and an open transaction can do. */
export type Queries = Pick<Db, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'>

/** Enough to keep a small Postgres busy: commits wait on the disk, not on more connections. */
const POOL_SIZE = 10
/** The library's own backoff left queries waiting 4–10 s after a short outage. */
const RECONNECT_AFTER_S = 0.2
const DEFAULT_PORT = 5432
/** Longer ones insert many rows, and another number of them each time: they would pile up. */
const KEPT_UP_TO_CHARACTERS = 2_000

/** A client for raw SQL, LISTEN and NOTIFY. `max` is the number of connections it may open. */
export function connect(address: PostgresAddress, max = POOL_SIZE): Sql {
  const options = { max, backoff: () => RECONNECT_AFTER_S, onnotice: () => {} }
  if ('url' in address) return postgres(...readUrl(address.url, options))
  return postgres({ ...options, path: address.socketPath, database: address.database, user: address.user })
}

/** As all other Postgres programs do, `?host=/run/postgresql` means a socket in that directory. */
function readUrl<Options extends object>(text: string, options: Options): [string, Options] {
  const url = new URL(text)
  const host = url.searchParams.get('host')
  if (!host?.startsWith('/')) return [text, options]
  url.searchParams.delete('host')
  return [url.href, { ...options, path: `${host}/.s.PGSQL.${url.port || DEFAULT_PORT}` }]
}

/** A typed client. Drizzle takes over its connection's parsers, so it never shares one with raw SQL. */
export function openDatabase(address: PostgresAddress): Db {
  const client = connect(address)
  const { begin } = client
  client.begin = ((work: (tx: TransactionSql) => unknown) =>
    begin((tx) => work(keepStatements(tx)))) as typeof begin
  return drizzle(client)
}

/**
 * Drizzle has each statement described and planned anew, which costs it a second round trip. Those of transactions are
 * few and reach their rows by key: each connection keeps them. A search is planned for what is searched.
 */
function keepStatements(tx: TransactionSql): TransactionSql {
  const { unsafe } = tx
  tx.unsafe = (query, parameters, options) =>
    unsafe(query, parameters, { ...options, prepare: query.length <= KEPT_UP_TO_CHARACTERS })
  return tx
}
