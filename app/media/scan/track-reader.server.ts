import { appraise, artworkIdOf, type Artwork } from '../artwork/picture.server'
import type { Cover } from '../beside/pictures.server'
import type { SubtitleFile } from '../beside/subtitles.server'
import { broken, probe, type Probe } from '../probe/probe.server'
import { findSubtitleFault } from '../subtitles/subtitle-file.server'
import { describeAs } from './describe'
import type { PlacedFile } from './look-beside.server'
import type { NewSubtitle, NewTrack } from './save.server'
import type { NewSeason, PlacedArtwork } from './save-series.server'
import type { Found } from './walk.server'

type ReadArtwork = Artwork & { path: string | null }

/** Reads files into tracks. Lives for one scan, in which the twelve songs of an album share one look at its cover. */
export class TrackReader {
  readonly #appraised = new Map<string, Promise<Artwork | null>>()

  async read(folder: string, file: PlacedFile): Promise<NewTrack> {
    const probed = await probe(file.path, file.sizeBytes)
    // A file that only may have held moving pictures is a song among films.
    const recognised = probed.kind === 'audio' ? ({ role: 'track' } as const) : file.recognised
    const artwork = probed.brokenReason ? null : await this.#findArtwork(probed.picture, file)
    return {
      folder,
      libraryId: file.library.id,
      readAs: file.library.kind,
      path: file.path,
      sizeBytes: file.sizeBytes,
      modifiedAtMs: file.modifiedAtMs,
      coverVersion: file.coverVersion,
      subtitlesVersion: file.subtitlesVersion,
      ...describeAs(recognised, probed),
      kind: probed.kind,
      durationMs: probed.durationMs,
      brokenReason: probed.brokenReason,
      artworkId: artwork?.id ?? null,
      artworkColor: artwork?.color ?? null,
      artworkPath: artwork?.path ?? null,
      season: probed.brokenReason ? null : await this.#readSeason(file),
      subtitles: await Promise.all(file.subtitles.map(readSubtitle)),
    }
  }

  async #readSeason({ recognised, pictures }: PlacedFile): Promise<NewSeason | null> {
    if (recognised.role !== 'episode') return null
    const artwork = await this.#appraiseFile(pictures.series)
    return {
      series: { ...recognised.series, artwork },
      number: recognised.season,
      artwork: (await this.#appraiseFile(pictures.season)) ?? artwork,
    }
  }

  /** What was made for the file itself goes before what it shares with others. */
  async #findArtwork(
    picture: Probe['picture'],
    { pictures: { own, folder, season, series } }: PlacedFile,
  ): Promise<ReadArtwork | null> {
    const embedded = async () => {
      const artwork = picture && (await this.#appraiseOnce(artworkIdOf(picture), picture))
      return artwork && { ...artwork, path: null }
    }
    const beside = [folder, season, series].map((cover) => () => this.#appraiseFile(cover))
    for (const look of [() => this.#appraiseFile(own), embedded, ...beside]) {
      const artwork = await look()
      if (artwork) return artwork
    }
    return null
  }

  async #appraiseFile(cover: Cover | null): Promise<PlacedArtwork | null> {
    const artwork = cover && (await this.#appraiseOnce(cover.path, cover.path))
    return artwork && { ...artwork, path: cover.path }
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
  libraryId: string,
  { path, problem }: Extract<Found, { problem: string }>,
): NewTrack {
  const { title, artist, album, kind, durationMs, brokenReason } = broken(path, problem)
  const file = { folder, libraryId, path, sizeBytes: 0, modifiedAtMs: 0 }
  return { ...file, title, artist, album, kind, durationMs, brokenReason }
}

async function readSubtitle({
  path,
  language,
  isForced,
  describesSound,
}: SubtitleFile): Promise<NewSubtitle> {
  return { path, language, isForced, describesSound, brokenReason: await findSubtitleFault(path) }
}
