import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const root = new URL('../', import.meta.url)

/** Reads `.env`, where there is one; what the environment already says wins. */
export function loadEnvironmentFile(): void {
  const path = fileURLToPath(new URL('.env', root))
  if (existsSync(path)) process.loadEnvFile(path)
}
