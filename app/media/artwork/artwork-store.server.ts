import { randomUUID } from 'node:crypto'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shrink } from './picture.server'

/** The widths a page may ask for. A closed set: each one costs disk and a moment of the processor. */
export const ARTWORK_WIDTHS_PX = [96, 256, 640, 1200] as const

const ARTWORK_ID = /^[0-9a-f]{32}$/

/** Finds the picture of this name again, where the scan saw it; null when it is gone. */
export type FindPicture = (artworkId: string) => Promise<Uint8Array | null>

/** Resized artwork on disk. Each picture is resized once for each width, however many ask at the same time. */
export class ArtworkStore {
  readonly directory: string
  readonly #find: FindPicture
  readonly #underway = new Map<string, Promise<string | null>>()

  constructor(directory: string, find: FindPicture) {
    this.directory = directory
    this.#find = find
  }

  /** The name within `directory` of the picture at this width; null when there is no such picture or width. */
  async fileFor(artworkId: string, widthPx: number): Promise<string | null> {
    if (!ARTWORK_ID.test(artworkId) || !ARTWORK_WIDTHS_PX.some((width) => width === widthPx)) return null
    const name = `${artworkId}-${widthPx}.webp`
    if (await exists(join(this.directory, name))) return name

    const underway = this.#underway.get(name) ?? this.#make(artworkId, widthPx, name)
    this.#underway.set(name, underway)
    return underway.finally(() => this.#underway.delete(name))
  }

  async #make(artworkId: string, widthPx: number, name: string): Promise<string | null> {
    const picture = await this.#find(artworkId)
    const resized = picture && (await shrink(picture, widthPx).catch(() => null))
    if (!resized) return null
    await this.#write(name, resized)
    return name
  }

  /** Under another name first: whoever reads, this node or one beside it, never sees half a picture. */
  async #write(name: string, bytes: Buffer): Promise<void> {
    const draft = join(this.directory, `${randomUUID()}.draft`)
    await mkdir(this.directory, { recursive: true })
    try {
      await writeFile(draft, bytes)
      await rename(draft, join(this.directory, name))
    } finally {
      await rm(draft, { force: true })
    }
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
