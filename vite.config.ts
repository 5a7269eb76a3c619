import { fileURLToPath } from 'node:url'
import { constants } from 'node:zlib'
import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { compression, defineAlgorithm } from 'vite-plugin-compression2'

export default defineConfig({
  plugins: [
    tailwindcss(),
    reactRouter(),
    compression({
      include: /\.(js|css|svg|webmanifest)$/,
      threshold: 512,
      algorithms: [
        defineAlgorithm('gzip', { level: 9 }),
        defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      ],
    }),
  ],
  resolve: { alias: { '~': fileURLToPath(new URL('./app', import.meta.url)) } },
  // Islands are built as workers; as modules they may load their rarer parts when these are wanted.
  worker: { format: 'es' },
  // The server's entry is part of the build, so that routes and server share one copy of every module.
  environments: { ssr: { build: { rolldownOptions: { input: './server/index.ts' } } } },
})
