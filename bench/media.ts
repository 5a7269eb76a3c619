import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Media } from './programs/media.ts'
import { ms, ratioFigure, round, valueFigure, type Figure } from './support/figure.ts'
import { startBundled } from './support/program.ts'
import type { Workshop } from './support/workshop.ts'

const DEMO_MUSIC = fileURLToPath(new URL('../demo/music/', import.meta.url))

/** Searching a hundred thousand tracks, and scanning a folder of real files. */
export async function media({ directory, migrations }: Workshop): Promise<Figure[]> {
  const program = await startBundled<Media>('media')
  try {
    const samples = globSync('*.{mp3,m4a,ogg,opus,flac}', { cwd: DEMO_MUSIC }).map(
      (name) => DEMO_MUSIC + name,
    )
    const scan = await program.call('scan', directory, migrations, samples)
    const search = await program.call('search', directory, migrations)
    return [
      valueFigure(
        `Search in ${search.tracks.toLocaleString('en')} tracks, p99`,
        `p50 ${ms(search.p50Ms)} of ${search.searches.toLocaleString('en')} searches; worst ${ms(search.worst.ms)}`,
        `a look-up of one row: p50 ${ms(search.referenceP50Ms)}, p99 ${ms(search.referenceP99Ms)}`,
        search.p99Ms,
        ' ms',
        { atMost: 50 },
      ),
      valueFigure(
        `Pages of the library beside ${search.tracks.toLocaleString('en')} tracks, p99`,
        `p50 ${ms(search.browse.p50Ms)} of ${search.browse.pages.toLocaleString('en')}; worst ${ms(search.browse.worst.ms)}`,
        `a look-up of one row: p50 ${ms(search.referenceP50Ms)}, p99 ${ms(search.referenceP99Ms)}`,
        search.browse.p99Ms,
        ' ms',
        { atMost: 50 },
      ),
      ratioFigure(
        `Scan of ${scan.files.toLocaleString('en')} files`,
        `${round(scan.filesPerS)} files/s; unchanged ${round(scan.unchangedFilesPerS)}/s`,
        `reading them whole ${round(scan.referenceFilesPerS)} files/s`,
        scan.filesPerS / scan.referenceFilesPerS,
        null,
      ),
    ]
  } finally {
    await program.stop()
  }
}
