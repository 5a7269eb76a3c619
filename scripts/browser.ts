import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathOf } from './environment.ts'

/** Chromium without a window around its pages, which costs half as much; it shows no notices. */
const SHELL = 'chromium-headless-shell'
/** The names under which systems install the whole of it; the order is the order of preference. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** A Chromium that comes as an npm package, for machines where nothing else can be had. */
const PACKAGED = '@sparticuz/chromium@153.0.0'
/** Makes the package unpack the libraries it needs, on machines that lack them. */
const PACKAGED_ENVIRONMENT = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }

export type Browser = { executablePath: string; source: string }

/** The `source` of a browser that was found where systems have them. */
export const INSTALLED = 'installed on this machine'

/**
 * A Chromium to test with: the one CHROMIUM_PATH names, an installed one, Playwright's own, or one installed now; the
 * whole of it if `isWhole`. Says nothing; the caller tells `source`. Throws when none can be had.
 */
export async function findBrowser({ isWhole = false } = {}): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH
  if (named) return { executablePath: named, source: 'CHROMIUM_PATH' }
  const names = isWhole ? NAMES : [SHELL, ...NAMES]
  const installed = [...onPath(names), ...MAC_PATHS].find((path) => existsSync(path))
  if (installed) return { executablePath: installed, source: INSTALLED }
  return (await playwrightsOwn()) ?? (await packaged())
}

function onPath(names: string[]): string[] {
  const directories = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => directories.map((directory) => join(directory, name)))
}

async function playwrightsOwn(): Promise<Browser | null> {
  const { chromium } = await import('@playwright/test')
  const executablePath = chromium.executablePath()
  if (!existsSync(executablePath))
    run('npx', ['playwright', 'install', 'chromium-headless-shell', 'chromium'])
  const starts = existsSync(executablePath) && spawnSync(executablePath, ['--version']).status === 0
  return starts ? { executablePath, source: 'installed by Playwright' } : null
}

async function packaged(): Promise<Browser> {
  const name = PACKAGED.slice(0, PACKAGED.lastIndexOf('@'))
  if (!existsSync(pathOf(`node_modules/${name}`))) {
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', PACKAGED])
  }
  Object.assign(process.env, PACKAGED_ENVIRONMENT)
  const { default: chromium } = await import(name)
  return { executablePath: await chromium.executablePath(), source: `the npm package ${name}` }
}

function run(command: string, args: string[]): void {
  console.log(`No Chromium found; trying: ${command} ${args.join(' ')}`)
  spawnSync(command, args, { cwd: pathOf(), stdio: 'inherit', timeout: 300_000 })
}
