import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type PostgresAddress } from '~/db/client.server'
import { MediaFolders } from '~/media/folders.server'
import { Libraries } from '~/media/libraries/libraries.server'
import { Scanner } from '~/media/scan/scanner.server'

export type ScanFigures = {
  files: number
  filesPerS: number
  /** A second scan, which opens nothing. */
  unchangedFilesPerS: number
  /** Reading the same files, one after the other, and doing nothing with them. */
  referenceFilesPerS: number
}

const FILES = 1000

/** Scans a folder of real audio files, copies of those given, into an empty, migrated database. */
export async function measureScan(address: PostgresAddress, samples: string[]): Promise<ScanFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-bench-scan-'))
  const db = openDatabase(address)
  try {
    const paths = await copyOften(samples, folder)
    const referenceFilesPerS = await rate(() => readAll(paths))
    const folders = new MediaFolders([folder])
    const scanner = new Scanner(db, folders, new Libraries(db, folders, []))
    return {
      files: FILES,
      filesPerS: await rate(() => scanner.scan()),
      unchangedFilesPerS: await rate(() => scanner.scan()),
      referenceFilesPerS,
    }
  } finally {
    await db.$client.end()
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyOften(samples: string[], folder: string): Promise<string[]> {
  const contents = await Promise.all(samples.map((path) => readFile(path)))
  const paths = Array.from({ length: FILES }, (_, index) => {
    const extension = samples[index % samples.length]!.split('.').at(-1)!
    return join(folder, `${String(index).padStart(4, '0')} - Artist - Song.${extension}`)
  })
  for (const [index, path] of paths.entries()) await writeFile(path, contents[index % contents.length]!)
  return paths
}

async function readAll(paths: string[]): Promise<void> {
  for (const path of paths) await readFile(path)
}

async function rate(work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return (FILES * 1000) / (performance.now() - startedAtMs)
}
