import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '~': fileURLToPath(new URL('./app', import.meta.url)) } },
  test: {
    include: ['app/**/*.test.{ts,tsx}', 'tests/{unit,integration}/**/*.test.{ts,tsx}'],
    globalSetup: './tests/support/postgres.ts',
    setupFiles: './tests/support/quiet.ts',
    // Vitest leaves one processor to the terminal, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
