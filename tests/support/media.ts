import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { Db } from '~/db/client.server'
import { openLibrary, type Library } from '~/media/library.server'

const SAMPLE_RATE_HZ = 8000

export type WavTags = { title?: string; artist?: string; album?: string; picture?: Buffer }

/** A small but real WAV file: one channel of silence, tags as ID3 in UTF-16, which holds any text at all. */
export function makeWav(tags: WavTags = {}, durationMs = 1000): Buffer {
  const samples = Buffer.alloc(Math.round((SAMPLE_RATE_HZ * durationMs) / 1000), 128)
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(SAMPLE_RATE_HZ, 4)
  format.writeUInt32LE(SAMPLE_RATE_HZ, 8)
  format.writeUInt16LE(1, 12)
  format.writeUInt16LE(8, 14)

  const id3 = Object.keys(tags).length > 0 ? [chunk('id3 ', makeId3(tags))] : []
  return chunk('RIFF', Buffer.from('WAVE'), chunk('fmt ', format), ...id3, chunk('data', samples))
}

function makeId3({ title, artist, album, picture }: WavTags): Buffer {
  const frames = [
    ...Object.entries({ TIT2: title, TPE1: artist, TALB: album }).map(([name, text]) =>
      text === undefined
        ? Buffer.alloc(0)
        : frame(name, Buffer.from(`\u0001\xff\xfe`, 'latin1'), utf16(text)),
    ),
    picture ? frame('APIC', Buffer.from('\0image/png\0\u0003\0', 'latin1'), picture) : Buffer.alloc(0),
  ]
  const body = Buffer.concat(frames)
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f)
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0, ...size]), body])
}

/** Code unit by code unit: Node's own encoder would mend lone surrogates. */
function utf16(text: string): Buffer {
  const bytes = Buffer.alloc(2 * text.length)
  for (let at = 0; at < text.length; at++) bytes.writeUInt16LE(text.charCodeAt(at), 2 * at)
  return bytes
}

function frame(name: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const header = Buffer.alloc(10)
  header.write(name, 'latin1')
  header.writeUInt32BE(body.length, 4)
  return Buffer.concat([header, body])
}

function chunk(name: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const header = Buffer.alloc(8)
  header.write(name, 'latin1')
  header.writeUInt32LE(body.length, 4)
  return Buffer.concat([header, body, Buffer.alloc(body.length % 2)])
}

/** A folder of its own, gone after the test. */
export async function makeFolder(files: Record<string, Buffer | string> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-media-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFiles(folder, files)
  return folder
}

export async function writeFiles(folder: string, files: Record<string, Buffer | string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
}

/** A library over these folders, closed after the test. It says nothing unless something is wrong. */
export async function openTestLibrary(db: Db, ...folders: string[]): Promise<Library> {
  const artworkDirectory = await makeFolder()
  const library = await openLibrary({
    db,
    folders,
    artworkDirectory,
    convertedDirectory: `${artworkDirectory}-converted`,
    log: pino({ level: 'silent' }),
  })
  onTestFinished(() => library.close())
  return library
}

export async function titlesOf(library: Library, query = '', limit = 100): Promise<string[]> {
  const { tracks } = await (await library.seenBy()).search(query, { limit })
  return tracks.map((track) => track.title)
}

/** The skipped files, wherever they are. */
export async function brokenOf(library: Library): Promise<{ path: string; reason: string }[]> {
  return (await library.broken()).map(({ path, reason }) => ({ path, reason }))
}
