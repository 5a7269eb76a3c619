import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)

/** A file or folder of the project, as a path; the project itself when nothing is named. */
export function pathOf(name = ''): string {
  return fileURLToPath(new URL(name, root))
}

/** Reads `.env`, where there is one; what the environment already says wins. */
export function loadEnvironmentFile(): void {
  const path = pathOf('.env')
  if (existsSync(path)) process.loadEnvFile(path)
}
