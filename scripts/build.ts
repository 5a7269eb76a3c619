import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from './environment.ts'

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
  const stamp = new URL('build/.sources', root)
  const hash = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.log('Building …')
  const cli = fileURLToPath(new URL('node_modules/@react-router/dev/bin.cjs', root))
  const result = spawnSync(process.execPath, [cli, 'build'], {
    cwd: fileURLToPath(root),
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
  const cwd = fileURLToPath(root)
  const hash = createHash('sha256')
  for (const path of globSync(SOURCES, { cwd }).sort()) {
    const url = new URL(path, root)
    if (statSync(url).isFile()) hash.update(path).update('\0').update(readFileSync(url)).update('\0')
  }
  return hash.digest('hex')
}
