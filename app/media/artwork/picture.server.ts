import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { vividColor } from './vivid-color'

/** The name of a picture is made from its bytes: the same picture on twelve songs is one. */
export type Artwork = { id: string; color: string }

/** Pictures in tags come from strangers: larger ones are not worth the memory they cost. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024
const MAX_PIXELS = 64_000_000
/** Formats that are pixels; SVG is a program. */
const PIXEL_FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']
const SAMPLE_PX = 48
const WEBP_QUALITY = 82

// Covers can wait; the pages and streams of the same machine cannot.
sharp.concurrency(1)

/** What a picture, or the picture in a file, is called and which colour it gives; null when it is none. */
export async function appraise(source: Uint8Array | string): Promise<Artwork | null> {
  try {
    const picture = typeof source === 'string' ? await readPictureFile(source) : source
    const image = await decode(picture)
    const sample = image
      .resize(SAMPLE_PX, SAMPLE_PX, { fit: 'fill' })
      .flatten()
      .toColorspace('srgb')
      .removeAlpha()
    return { id: artworkIdOf(picture), color: vividColor(await sample.raw().toBuffer()) }
  } catch {
    return null
  }
}

/** The same picture at most `widthPx` wide. Throws when it is none. */
export async function shrink(picture: Uint8Array, widthPx: number): Promise<Buffer> {
  const image = await decode(picture)
  const resized = image.rotate().resize({ width: widthPx, withoutEnlargement: true })
  return resized.webp({ quality: WEBP_QUALITY }).toBuffer()
}

/** The bytes of a picture that lies on disk. Throws when there are too many. */
export async function readPictureFile(path: string): Promise<Uint8Array> {
  const { size } = await stat(path)
  if (size > MAX_PICTURE_BYTES) throw new Error('The picture is too large')
  return readFile(path)
}

export function artworkIdOf(picture: Uint8Array): string {
  return createHash('sha256').update(picture).digest('hex').slice(0, 32)
}

async function decode(picture: Uint8Array): Promise<Sharp> {
  if (picture.byteLength > MAX_PICTURE_BYTES) throw new Error('The picture is too large')
  const image = sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
  const { format } = await image.metadata()
  if (!PIXEL_FORMATS.includes(format)) throw new Error(`${format} is not a format for artwork`)
  return image
}
