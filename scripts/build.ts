import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { pathOf } from './environment.ts'

/** What a build is made of. Tests and documents are not. */
const SOURCES = [
  'app/**/*',
  'server/**/*',
  'public/**/*',
  '*.config.ts',
  'package-lock.json',
  'tsconfig.json',
]

/** Builds when the sources differ from those of the last build. Exits the process when the build fails. */
export async function buildIfChanged(): Promise<void> {
  const stamp = pathOf('build/.sources')
  const hash = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.log('Building …')
  const cli = pathOf('node_modules/@react-router/dev/bin.cjs')
  const result = spawnSync(process.execPath, [cli, 'build'], {
    cwd: pathOf(),
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (result.status !== 0) {
    console.error(result.stdout + result.stderr)
    process.exit(1)
  }
  writeFileSync(stamp, hash)
}

function hashSources(): string {
  const hash = createHash('sha256')
  for (const name of globSync(SOURCES, { cwd: pathOf() }).sort()) {
    const path = pathOf(name)
    if (statSync(path).isFile()) hash.update(name).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}
