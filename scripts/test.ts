/**
 * Proves the product: format, lint, types, unit and integration tests on a real Postgres, journeys in a real Chromium.
 * Runs every step, even after one failed, and ends with the sum of what passed and failed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser, INSTALLED } from './browser.ts'
import { buildIfChanged } from './build.ts'
import { pathOf } from './environment.ts'

type Sum = { passed: number; failed: number }

const cwd = pathOf()
const reports = mkdtempSync(join(tmpdir(), 'tutti-reports-'))
const sum: Sum = { passed: 0, failed: 0 }

check('Format', 'prettier', ['--check', '--log-level=warn', '.'])
check('Lint', 'oxlint', ['--deny-warnings'])
check('Route types', 'react-router', ['typegen'])
check('Types', 'tsc', ['--noEmit'])
await buildIfChanged()
suite('Unit and integration tests', 'vitest', ['run', '--reporter=default', '--reporter=json'], readVitest)
const browser = await findBrowser()
console.log(`\nBrowser: ${browser.executablePath} (${browser.source})`)
// What had to be fetched is not looked for again by every process; of what is installed each takes what it needs.
const fetched = browser.source === INSTALLED ? {} : { CHROMIUM_PATH: browser.executablePath }
suite('Journeys', 'playwright', ['test', '--reporter=list,json'], readPlaywright, fetched)

rmSync(reports, { recursive: true, force: true })
console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
process.exit(sum.failed === 0 ? 0 : 1)

function check(title: string, command: string, args: string[]): void {
  add(run(title, command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

function suite(
  title: string,
  command: string,
  args: string[],
  read: (report: never) => Sum,
  environment: NodeJS.ProcessEnv = {},
): void {
  const file = join(reports, `${command}.json`)
  const options = command === 'vitest' ? [`--outputFile.json=${file}`] : []
  const ok = run(title, command, [...args, ...options], { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: file })
  const result = readReport(file, read)
  // A runner can fail without a failing test: a crash, an unhandled error, no report at all.
  add(ok || result.failed > 0 ? result : { ...result, failed: 1 })
}

function run(title: string, command: string, args: string[], environment: NodeJS.ProcessEnv = {}): boolean {
  console.log(`\n── ${title}`)
  const startedAtMs = performance.now()
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  console.log(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`,
  )
  return status === 0
}

function readReport(file: string, read: (report: never) => Sum): Sum {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')) as never)
  } catch {
    return { passed: 0, failed: 1 }
  }
}

function readVitest(report: { numPassedTests: number; numFailedTests: number }): Sum {
  return { passed: report.numPassedTests, failed: report.numFailedTests }
}

function readPlaywright({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }): Sum {
  // A test that passes only the second time has a cause to be found.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

function add({ passed, failed }: Sum): void {
  sum.passed += passed
  sum.failed += failed
}
