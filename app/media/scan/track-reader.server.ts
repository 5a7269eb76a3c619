import { appraise, artworkIdOf, type Artwork } from '../artwork/picture.server'
import type { NewTrack } from '../tracks.server'
import type { Cover } from './cover.server'
import { broken, probe } from '../probe/probe.server'
import type { Found } from './walk.server'

type FoundFile = Extract<Found, { problem: null }>

/** Reads files into tracks. Lives for one scan, in which the twelve songs of an album share one look at its cover. */
export class TrackReader {
  readonly #appraised = new Map<string, Promise<Artwork | null>>()

  async read(folder: string, { path, sizeBytes, modifiedAtMs, cover }: FoundFile): Promise<NewTrack> {
    const { picture, ...tags } = await probe(path, sizeBytes)
    const artwork = tags.brokenReason ? null : await this.#findArtwork(picture, cover)
    return {
      folder,
      path,
      sizeBytes,
      modifiedAtMs,
      coverVersion: cover?.version ?? null,
      ...tags,
      artworkId: artwork?.id ?? null,
      artworkColor: artwork?.color ?? null,
    }
  }

  async #findArtwork(picture: Uint8Array | null, cover: Cover | null): Promise<Artwork | null> {
    const embedded = picture && (await this.#appraiseOnce(artworkIdOf(picture), picture))
    return embedded ?? (cover && this.#appraiseOnce(cover.path, cover.path))
  }

  #appraiseOnce(key: string, picture: Uint8Array | string): Promise<Artwork | null> {
    const appraised = this.#appraised.get(key) ?? appraise(picture)
    this.#appraised.set(key, appraised)
    return appraised
  }
}

/** The entry of something that could not even be looked at. */
export function unreadableTrack(
  folder: string,
  { path, problem }: Extract<Found, { problem: string }>,
): NewTrack {
  const { picture: _, ...tags } = broken(path, problem)
  return { folder, path, sizeBytes: 0, modifiedAtMs: 0, coverVersion: null, ...tags }
}
