import type { Dirent } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Recognised } from '../recognise/recognise'

/** A picture on disk. Its version changes when its file does. */
export type Cover = { path: string; version: string }

/** The pictures that may stand for a file, and for the season and the series that it is part of. */
export type Pictures = {
  /** Made for this one file. */
  own: Cover | null
  /** Of the folder: an album's, a film's. */
  folder: Cover | null
  season: Cover | null
  series: Cover | null
}

/** What lies in the folder of a file, and in the one above. */
export type Surroundings = { beside: Dirent[]; above: Dirent[] }

const PICTURE = /\.(jpe?g|png|webp|gif|avif)$/i
const ALBUM_NAMES = ['cover', 'folder', 'front']
const COVER_STEM = /^(cover|folder|front|poster|movie|show|season.*)$|-(poster|thumb)$/i
const FILM_NAMES = ['poster', ...ALBUM_NAMES, 'movie', 'show']

/** Whether a file of this name is the picture of others: when it changes, they look different. */
export function isCoverName(name: string): boolean {
  return PICTURE.test(name) && COVER_STEM.test(name.slice(0, name.lastIndexOf('.')))
}

export async function findPictures(
  path: string,
  recognised: Recognised,
  { beside, above }: Surroundings,
): Promise<Pictures> {
  if (recognised.role === 'track') {
    return { own: null, folder: await named(beside, ALBUM_NAMES), season: null, series: null }
  }
  const stem = basename(path, extname(path)).toLowerCase()
  const own = await named(beside, [`${stem}-thumb`, `${stem}-poster`, stem])
  if (recognised.role === 'film') {
    return { own, folder: await named(beside, FILM_NAMES), season: null, series: null }
  }
  const { seriesFolder, seasonFolder, season } = recognised
  const ofSeries = seriesFolder === null ? [] : [beside, above][seriesFolder]!
  const ofSeason = seasonFolder === null ? null : await named(beside, FILM_NAMES)
  return {
    own,
    folder: null,
    season: ofSeason ?? (await named(ofSeries, postersOfSeason(season))),
    series: await named(ofSeries, FILM_NAMES),
  }
}

/** What the pictures were like: null when there are none. */
export function versionOf({ own, folder, season, series }: Pictures): string | null {
  const versions = [own, folder, season, series].flatMap((cover) => cover?.version ?? [])
  return versions.length > 0 ? versions.join('|') : null
}

type Shelf = { byStem: Map<string, Dirent>; covers: Map<string, Promise<Cover | null>> }

/** The twelve songs of an album share one look at what lies beside them. */
const looks = new WeakMap<Dirent[], Shelf>()

/** The first of these names that a picture has; a link is not followed. */
async function named(entries: Dirent[], names: string[]): Promise<Cover | null> {
  const { byStem, covers } = look(entries)
  const name = names.find((name) => byStem.has(name))
  if (name === undefined) return null
  const known = covers.get(name) ?? appear(byStem.get(name)!)
  covers.set(name, known)
  return known
}

function look(entries: Dirent[]): Shelf {
  const known = looks.get(entries)
  if (known) return known
  const byStem = new Map<string, Dirent>()
  for (const entry of entries) {
    if (!entry.isFile() || !PICTURE.test(entry.name)) continue
    const stem = basename(entry.name, extname(entry.name)).toLowerCase()
    const before = byStem.get(stem)
    if (!before || entry.name < before.name) byStem.set(stem, entry)
  }
  const fresh = { byStem, covers: new Map() }
  looks.set(entries, fresh)
  return fresh
}

async function appear({ parentPath, name }: Dirent): Promise<Cover | null> {
  const path = join(parentPath, name)
  const status = await stat(path).catch(() => null)
  return status && { path, version: `${name}:${status.size}:${Math.round(status.mtimeMs)}` }
}

function postersOfSeason(season: number): string[] {
  const names = season === 0 ? ['specials', '00', '0'] : [String(season).padStart(2, '0'), String(season)]
  return names.flatMap((name) => [
    `season${name}-poster`,
    `season-${name}-poster`,
    `season${name}`,
    `season ${name}`,
  ])
}
