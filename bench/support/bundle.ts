import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))
const OUT = 'build/bench'
/** Programs that import the product itself. */
const PROGRAMS = ['cast', 'engine-writers', 'inbox', 'media', 'streaming-node']

let building: Promise<unknown> | null = null

/** Where the bundle of a program stands. All are built together, when the first is asked for. */
export async function bundled(name: string): Promise<string> {
  building ??= build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '~': `${root}app` } },
    build: {
      ssr: true,
      outDir: OUT,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(PROGRAMS.map((name) => [name, `${root}bench/programs/${name}.ts`])),
      },
    },
  })
  await building
  return `${root}${OUT}/${name}.js`
}
