import { parse, sep } from 'node:path'
import type { LibraryKind } from '~/domain/library/library'
import type { Kind } from '../formats'
import { readEpisode, type EpisodeOf } from './episode'
import { readFilmName, type FilmName } from './film-name'

/** What a file is in its library, by its name and its folders. Its own tags may know a better title. */
export type Recognised = { role: 'track' } | ({ role: 'film' } & FilmName) | ({ role: 'episode' } & EpisodeOf)

/** Beside the film, and about it. */
const EXTRAS_FOLDER =
  /^(extras?|featurettes?|trailers?|behind the scenes|deleted scenes|interviews?|samples?|bonus)$/i
const EXTRAS_FILE = /(^sample$|[-.\s](trailer|sample|featurette|behindthescenes|deleted|interview)\d?$)/i

/** `path` is the file's within its library. */
export function recognise(path: string, kind: Kind, library: LibraryKind): Recognised {
  if (kind === 'audio' || library === 'music' || library === 'karaoke') return { role: 'track' }
  const { dir, name } = parse(path)
  const folders = dir === '' ? [] : dir.split(sep)
  if (EXTRAS_FILE.test(name) || folders.some((folder) => EXTRAS_FOLDER.test(folder))) return { role: 'track' }
  if (library === 'series') return { role: 'episode', ...readEpisode(name, folders) }
  return { role: 'film', ...nameFilm(name, folders.at(-1)) }
}

/** The folder's name where it is a film's and the file's does not say otherwise: it is written with more care. */
function nameFilm(name: string, folder: string | undefined): FilmName {
  const film = readFilmName(name)
  const around = folder === undefined ? null : readFilmName(folder)
  const isOfFolder = around?.year != null && (film.year === null || film.year === around.year)
  return isOfFolder ? around : film
}
