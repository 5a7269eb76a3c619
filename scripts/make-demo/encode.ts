import { execFile, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Canvas } from './picture/canvas.ts'
import type { Stereo } from './sound/room.ts'
import { SAMPLE_RATE } from './sound/tone.ts'

export type Tags = Record<string, string>

const run = promisify(execFile)
// Bit-exact output carries no version string of the encoder, so a second run on one machine gives the same bytes.
const QUIET = ['-hide_banner', '-loglevel', 'error', '-y']
const EXACT = ['-fflags', '+bitexact', '-flags:a', '+bitexact']
const CODECS: Record<string, string[]> = {
  mp3: ['-c:a', 'libmp3lame', '-abr', '1', '-b:a', '88k', '-id3v2_version', '3'],
  m4a: ['-c:a', 'aac', '-b:a', '88k', '-movflags', '+faststart'],
  ogg: ['-c:a', 'libvorbis', '-q:a', '2'],
  opus: ['-c:a', 'libopus', '-b:a', '72k', '-vbr', 'constrained'],
}

/** Writes one piece, in the format that its ending names, with tags and its cover inside. */
export async function encodePiece(
  wavFile: string,
  coverFile: string,
  tags: Tags,
  file: string,
): Promise<void> {
  const format = file.slice(file.lastIndexOf('.') + 1)
  const sound = ['-i', wavFile],
    codec = CODECS[format]
  if (!codec) throw new Error(`No codec for .${format}`)
  if (format === 'ogg' || format === 'opus') {
    // Ogg has no picture stream; its covers are a base64 comment, too long for a command line on some systems.
    const notes = `${coverFile}.txt`
    await writeFile(
      notes,
      metadataText({ ...tags, METADATA_BLOCK_PICTURE: pictureBlock(await readFile(coverFile)) }),
    )
    await run('ffmpeg', [
      ...QUIET,
      ...sound,
      '-i',
      notes,
      '-map',
      '0:a',
      '-map_metadata',
      '1',
      ...codec,
      ...EXACT,
      file,
    ])
    return
  }
  const described = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`])
  const picture = [
    '-i',
    coverFile,
    '-map',
    '0:a',
    '-map',
    '1:v',
    '-c:v',
    'copy',
    '-disposition:v:0',
    'attached_pic',
    '-metadata:s:v',
    'comment=Cover (front)',
  ]
  await run('ffmpeg', [...QUIET, ...sound, ...picture, ...codec, ...described, ...EXACT, file])
}

export async function encodeJpeg(canvas: Canvas, file: string): Promise<void> {
  const ppm = Buffer.concat([Buffer.from(`P6 ${canvas.width} ${canvas.height} 255\n`), bytesOf(canvas)])
  await pipeInto(['-f', 'ppm_pipe', '-i', '-', '-pix_fmt', 'yuvj444p', '-q:v', '5', ...EXACT, file], [ppm])
}

/** The raw pixels, as ffmpeg takes them: red, green, blue, row by row. */
export function bytesOf({ pixels }: Canvas): Buffer {
  return Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength)
}

/** H.264 and AAC as every browser since 2012 plays them; the index is in front, so that playing starts at once. */
export async function encodeFilm(
  frames: Iterable<Buffer>,
  size: { width: number; height: number; perSecond: number },
  wavFile: string,
  tags: Tags,
  file: string,
): Promise<void> {
  const described = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`])
  await pipeInto(
    [
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-s',
      `${size.width}x${size.height}`,
      '-r',
      String(size.perSecond),
      '-i',
      '-',
      '-i',
      wavFile,
      '-vf',
      'scale=out_color_matrix=bt709:out_range=tv',
      '-colorspace',
      'bt709',
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
      '-c:v',
      'libx264',
      '-profile:v',
      'main',
      '-pix_fmt',
      'yuv420p',
      '-preset',
      'slow',
      '-tune',
      'animation',
      '-crf',
      '28',
      '-threads',
      '1',
      // A key frame every second: jumping to a second lands on it, which is what this film is for.
      '-g',
      String(size.perSecond),
      '-c:a',
      'aac',
      '-b:a',
      '40k',
      '-movflags',
      '+faststart',
      ...described,
      ...EXACT,
      file,
    ],
    frames,
  )
}

export async function writeWav({ left, right }: Stereo, file: string): Promise<void> {
  const bytes = Buffer.alloc(44 + left.length * 4)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(2, 22)
  bytes.writeUInt32LE(SAMPLE_RATE, 24)
  bytes.writeUInt32LE(SAMPLE_RATE * 4, 28)
  bytes.writeUInt16LE(4, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(left.length * 4, 40)
  for (let index = 0; index < left.length; index++) {
    bytes.writeInt16LE(Math.round(left[index]! * 32_767), 44 + index * 4)
    bytes.writeInt16LE(Math.round(right[index]! * 32_767), 46 + index * 4)
  }
  await writeFile(file, bytes)
}

/** The picture block of FLAC, which Vorbis and Opus comments borrow. */
function pictureBlock(jpeg: Buffer): string {
  const mime = Buffer.from('image/jpeg'),
    about = Buffer.from('Cover (front)'),
    FRONT_COVER = 3
  return Buffer.concat([
    number(FRONT_COVER),
    number(mime.length),
    mime,
    number(about.length),
    about,
    number(600),
    number(600),
    number(24),
    number(0),
    number(jpeg.length),
    jpeg,
  ]).toString('base64')
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function metadataText(tags: Tags): string {
  return [
    ';FFMETADATA1',
    ...Object.entries(tags).map(([name, value]) => `${name}=${value.replace(/[=;#\\\n]/g, '\\$&')}`),
    '',
  ].join('\n')
}

async function pipeInto(options: string[], chunks: Iterable<Buffer>): Promise<void> {
  const ffmpeg = spawn('ffmpeg', [...QUIET, ...options], { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = new Promise<void>((resolve, reject) => {
    ffmpeg.on('error', reject)
    ffmpeg.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}`))))
  })
  for (const chunk of chunks)
    if (!ffmpeg.stdin.write(chunk))
      await Promise.race([new Promise((resolve) => ffmpeg.stdin.once('drain', resolve)), ended])
  ffmpeg.stdin.end()
  await ended
}
