import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { Converter } from '~/media/hls/converter.server'
import { ffmpegLine, TOLD_LATER_S } from '~/media/hls/ffmpeg-line'
import { playlistOf, segmentCount, SEGMENT_S } from '~/media/hls/playlist'
import { typesOf } from '~/media/hls/types.server'

const directory = await mkdtemp(join(tmpdir(), 'tutti-hls-'))
const converter = await Converter.open(join(directory, 'converted'), pino({ level: 'silent' }))
afterAll(async () => {
  await converter.close()
  await rm(directory, { recursive: true, force: true })
})

describe('the playlist', () => {
  test('lists the whole film before any of it is converted', () => {
    const text = playlistOf(20_500, '?room=ABCD2345')
    const lengths = [...text.matchAll(/#EXTINF:([\d.]+),/g)].map(([, length]) => Number(length))
    expect(lengths).toEqual([SEGMENT_S, SEGMENT_S, SEGMENT_S, 2.5])
    expect(text).toContain('segments/3.ts?room=ABCD2345')
    expect(text.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true)
  })

  test('of a film that ends with a segment has no empty one behind it', () => {
    expect([segmentCount(12_000), segmentCount(12_001), segmentCount(1)]).toEqual([2, 3, 1])
  })
})

test('a file’s name is a name, whatever it looks like', () => {
  const line = ffmpegLine({ path: '-i concat:/etc/passwd|x.mkv', directory, fromSegment: 2 })
  expect(line[line.indexOf('-i') + 1]).toBe('file:-i concat:/etc/passwd|x.mkv')
  expect(line.filter((word) => word.includes('passwd'))).toHaveLength(1)
})

test.runIf(converter.isAvailable)(
  'a film no browser plays is converted from where it is watched',
  async () => {
    // Twenty seconds of MPEG-4 Part 2 and AC-3 in Matroska, which browsers refuse.
    const path = join(directory, '-- it’s a film; $(true).mkv')
    const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-f', 'lavfi', '-i', 'sine=440:r=48000']
    const codecs = ['-t', '20', '-c:v', 'mpeg4', '-c:a', 'ac3']
    execFileSync('ffmpeg', ['-loglevel', 'error', ...sources, ...codecs, `file:${path}`])
    expect(await typesOf(path)).toEqual(['video/mp4; codecs="mp4v.20.9"', 'audio/mp4; codecs="ac-3"'])
    const film = { id: '11111111-1111-4111-8111-111111111111', path, durationMs: 20_000 }

    const third = await converter.segment(film, 2)
    if (typeof third === 'string') throw new Error(third)
    const thirdStarts = await startsOf(third.file)
    expect(Object.keys(thirdStarts).toSorted()).toEqual(['aac', 'h264'])
    // Where it is in the film is what it says of itself, from wherever it was converted: seeking lands in time.
    expect(thirdStarts.h264).toBeCloseTo(TOLD_LATER_S + 2 * SEGMENT_S, 2)
    expect(thirdStarts.aac).toBeCloseTo(TOLD_LATER_S + 2 * SEGMENT_S, 0)

    expect(existsSync(third.file.replace('2.ts', '0.ts'))).toBe(false)
    const first = await converter.segment(film, 0)
    expect(first).toEqual({ file: third.file.replace('2.ts', '0.ts') })
    expect((await startsOf(third.file.replace('2.ts', '0.ts'))).h264).toBeCloseTo(TOLD_LATER_S, 2)
    expect(await converter.segment(film, 4)).toBe('none')
    expect(await converter.segment(film, -1)).toBe('none')
  },
)

test.runIf(converter.isAvailable)('a file that is no film gives nothing', async () => {
  const film = { id: '22222222-2222-4222-8222-222222222222', path: '/dev/null', durationMs: 20_000 }
  expect(await converter.segment(film, 0)).toBe('none')
})

test.runIf(converter.isAvailable)('two films are converted at once, and a third waits its turn', async () => {
  // Pipes into which nobody writes: a film that takes for ever.
  const films = ['3', '4', '5'].map((digit) => ({
    id: `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`,
    path: join(directory, `${digit}.mkv`),
    durationMs: 20_000,
  }))
  const [first, second, third] = films as [Film, Film, Film]
  for (const { path } of films) execFileSync('mkfifo', [path])
  const other = await Converter.open(join(directory, 'others'), pino({ level: 'silent' }))
  void other.segment(first, 0)
  expect(other.hasRoomFor(second.id)).toBe(true)
  void other.segment(second, 0)
  expect(films.map(({ id }) => other.hasRoomFor(id))).toEqual([true, true, false])
  expect(await other.segment(third, 0)).toBe('busy')
  await other.close()
})

type Film = Parameters<Converter['segment']>[0]

/** When each stream begins, in seconds, by the name of its codec. */
async function startsOf(file: string): Promise<Record<string, number>> {
  const asked = ['-show_entries', 'stream=codec_name,start_time', '-of', 'csv=p=0']
  const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', ...asked, file])
  const streams = stdout.split('\n').map((line) => line.split(','))
  return Object.fromEntries(streams.flatMap(([codec, start]) => (codec ? [[codec, Number(start)]] : [])))
}
