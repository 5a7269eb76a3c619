import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import type { Library } from '~/media/library.server'
import { changeLibrary, listLibrariesForAdmin } from '~/media/libraries/administer.server'
import type { BrowseOptions } from '~/media/browse/browse.server'
import { freshDatabase } from '../support/database'
import { brokenOf, makeFolder, makeWav, openTestLibrary, titlesOf, writeFiles } from '../support/media'
import { WEBM_FILM, WEBM_SOUND } from '../support/media-samples'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

const SRT = '1\n00:00:01,000 --> 00:00:02,000\nHello\n'

async function open(files: Record<string, Buffer | string>) {
  const folder = await makeFolder(files)
  const library = await openTestLibrary(db, folder)
  await library.scan()
  return { folder, library, shelves: await library.seenBy() }
}

async function inside(library: Library, parentId: string | null, options?: BrowseOptions) {
  const page = await (await library.seenBy()).browse(parentId, options)
  return page?.items ?? null
}

async function libraryNamed(library: Library, name: string): Promise<string> {
  const found = (await (await library.seenBy()).libraries()).find((each) => each.name === name)
  if (!found) throw new Error(`No library ${name}`)
  return found.id
}

function picture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 300, height: 450, channels: 3, background } })
    .png()
    .toBuffer()
}

describe('folders become libraries', () => {
  test('those with telling names each, and the rest of the folder one more', async () => {
    const { library, shelves } = await open({
      'music/a.wav': makeWav({ title: 'A' }),
      'Movies/Film (2001).webm': WEBM_FILM,
      'TV Shows/Name/Name S01E01.webm': WEBM_FILM,
      'Karaoke/Song.wav': makeWav({ title: 'Song' }),
    })
    expect((await shelves.libraries()).map(({ name, kind }) => [name, kind])).toEqual([
      ['Karaoke', 'karaoke'],
      ['Movies', 'films'],
      ['Music', 'music'],
      ['TV Shows', 'series'],
    ])
    expect(await titlesOf(library)).toEqual(['A', 'Episode 1', 'Film', 'Song'])
  })

  test('what else lies there has a library too, of a kind that its names tell', async () => {
    const { folder, library } = await open({ 'Films/Film (2001).webm': WEBM_FILM, 'Home/1.webm': WEBM_FILM })
    const root = async () =>
      (await listLibrariesForAdmin(db, [])).find((each) => each.folder === folder)?.kind
    expect(await root()).toBe('films')
    await writeFiles(folder, {
      'Name S01E01.webm': WEBM_FILM,
      'Name S01E02.webm': WEBM_FILM,
    })
    await library.scan()
    expect(await root()).toBe('series')
  })

  test('a library keeps what the admin made of it while its folder is away', async () => {
    const { folder, library } = await open({ 'Films/Film (2001).webm': WEBM_FILM })
    const id = await libraryNamed(library, 'Films')
    await changeLibrary(db, id, { name: 'Cinema', kind: 'films', isPublic: true, isForAll: true, given: [] })
    await rename(folder, `${folder}-away`)
    await library.scan()
    expect(await (await library.seenBy()).libraries()).toEqual([])
    await rename(`${folder}-away`, folder)
    await library.scan()
    expect(await (await library.seenBy()).libraries()).toEqual([{ id, name: 'Cinema', kind: 'films' }])
    expect(library.progress().opened).toBe(0)
  })

  test('another kind means reading anew, under the same ids', async () => {
    const { library } = await open({
      'Films/Name S01E02 Two.webm': WEBM_FILM,
      'Films/Name S01E01.webm': WEBM_FILM,
    })
    const id = await libraryNamed(library, 'Films')
    const films = await inside(library, id)
    expect(films).toMatchObject([{ kind: 'film' }, { kind: 'film' }])

    await changeLibrary(db, id, { name: 'Films', kind: 'series', isPublic: false, isForAll: true, given: [] })
    await library.scan()
    const [series] = (await inside(library, id))!
    const [season] = (await inside(library, series!.id))!
    const episodes = (await inside(library, season!.id))!
    expect(episodes.map(({ title }) => title)).toEqual(['Episode 1', 'Two'])
    expect(new Set(episodes.map((item) => item.id))).toEqual(new Set(films!.map((item) => item.id)))

    await changeLibrary(db, id, { name: 'Films', kind: 'films', isPublic: false, isForAll: true, given: [] })
    await library.scan()
    expect(await (await library.seenBy()).item(series!.id)).toBeNull()
  })
})

describe('films', () => {
  test('have title, year and the picture beside them', async () => {
    const { library } = await open({
      'Films/Metropolis (1927)/metropolis.1927.1080p.webm': WEBM_FILM,
      'Films/Metropolis (1927)/poster.png': await picture('#c02040'),
      'Films/M (1931).webm': WEBM_FILM,
      'Films/M (1931)-poster.png': await picture('#2040c0'),
      'Films/Metropolis (1927)/Extras/Making of.webm': WEBM_FILM,
    })
    expect(await inside(library, await libraryNamed(library, 'Films'))).toMatchObject([
      { kind: 'film', title: 'M', line: '1931', artworkColor: '#2040c0', playable: true, durationMs: 1008 },
      { kind: 'film', title: 'Metropolis', line: '1927', artworkColor: '#c02040', parentId: null },
    ])
    // What is about a film is found, but is none.
    expect(await titlesOf(library, 'making of')).toEqual(['Making of'])
  })

  test('sound among films is a song', async () => {
    const { library } = await open({ 'Films/Score (1927).webm': WEBM_SOUND, 'Films/Theme.wav': makeWav() })
    expect(await inside(library, await libraryNamed(library, 'Films'))).toEqual([])
    expect(await titlesOf(library)).toHaveLength(2)
  })
})

describe('series', () => {
  const files = {
    'Series/Name (2020)/Season 01/Name S01E02 Two.webm': WEBM_FILM,
    'Series/Name (2020)/Season 01/Name S01E01.webm': WEBM_FILM,
    'Series/Name (2020)/Season 01/Name S01E10-E11 Long.webm': WEBM_FILM,
    'Series/Name (2020)/Season 02/Name S02E01.webm': WEBM_FILM,
    'Series/Name (2020)/Specials/Name S00E01 Christmas.webm': WEBM_FILM,
    'Series/Another.S01E01.webm': WEBM_FILM,
  }

  test('hold seasons, which hold episodes, in order', async () => {
    const { library, shelves } = await open(files)
    const shows = (await inside(library, await libraryNamed(library, 'Series')))!
    expect(shows.map(({ kind, title, line }) => [kind, title, line])).toEqual([
      ['series', 'Another', '1 season'],
      ['series', 'Name', '2020 · 3 seasons'],
    ])
    const seasons = (await inside(library, shows[1]!.id))!
    expect(seasons.map(({ title, line }) => [title, line])).toEqual([
      ['Season 1', '3 episodes'],
      ['Season 2', '1 episode'],
      ['Specials', '1 episode'],
    ])
    const episodes = (await inside(library, seasons[0]!.id))!
    expect(episodes.map(({ title, line }) => [title, line])).toEqual([
      ['Episode 1', 'S1 E1 · Name'],
      ['Two', 'S1 E2 · Name'],
      ['Long', 'S1 E10–11 · Name'],
    ])
    expect(await shelves.item(episodes[0]!.id)).toMatchObject({ kind: 'episode', parentId: seasons[0]!.id })
    expect(await shelves.item(seasons[0]!.id)).toMatchObject({ kind: 'season', parentId: shows[1]!.id })
    expect((await shelves.restOfSeason(episodes[0]!.id)).map(({ title }) => title)).toEqual(['Two', 'Long'])
    expect(await shelves.restOfSeason(episodes[2]!.id)).toEqual([])
    expect(await shelves.restOfSeason(shows[0]!.id)).toEqual([])
  })

  test('have pictures: their own, of a season, of an episode', async () => {
    const at = 'Series/Name (2020)'
    const { folder, library } = await open({
      ...files,
      [`${at}/poster.png`]: await picture('#c00000'),
      [`${at}/season02-poster.png`]: await picture('#00c000'),
      [`${at}/Season 01/Name S01E02 Two-thumb.png`]: await picture('#0000c0'),
    })
    const colours = async () => {
      const [, show] = (await inside(library, await libraryNamed(library, 'Series')))!
      const [first, second] = (await inside(library, show!.id))!
      const episodes = (await inside(library, first!.id))!
      return [show!, first!, second!, ...episodes.slice(0, 2)].map((item) => item.artworkColor)
    }
    expect(await colours()).toEqual(['#c00000', '#c00000', '#00c000', '#c00000', '#0000c0'])

    await library.scan()
    expect(library.progress().opened).toBe(0)
    await rm(join(folder, at, 'poster.png'))
    await writeFiles(folder, { [`${at}/Season 01/folder.png`]: await picture('#c0c000') })
    await library.scan()
    expect(await colours()).toEqual([null, '#c0c000', '#00c000', '#c0c000', '#0000c0'])
  })

  test('are gone with their last episode', async () => {
    const { folder, library } = await open(files)
    const id = await libraryNamed(library, 'Series')
    await rm(join(folder, 'Series/Another.S01E01.webm'))
    await rm(join(folder, 'Series/Name (2020)/Specials'), { recursive: true })
    await library.scan()
    const [show, ...others] = (await inside(library, id))!
    expect(others).toEqual([])
    expect(await inside(library, show!.id)).toHaveLength(2)
  })

  test('a season of which nothing can be played is not listed', async () => {
    const { library } = await open({ 'Series/Name/Name S01E01.webm': WEBM_FILM.subarray(0, 400) })
    expect(await inside(library, await libraryNamed(library, 'Series'))).toEqual([])
    expect(await brokenOf(library)).toHaveLength(1)
  })
})

describe('browsing', () => {
  test('goes page by page, series before what is in them', async () => {
    const titles = Array.from({ length: 7 }, (_, at) => `Moon ${at}`)
    const { library } = await open({
      ...Object.fromEntries(titles.map((title) => [`Films/${title} (2001).webm`, WEBM_FILM])),
      ...Object.fromEntries(titles.map((title) => [`Series/${title}/S01E01 Moonrise.webm`, WEBM_FILM])),
      'Music/moon.wav': makeWav({ title: 'Moon Song' }),
    })
    const shelves = await library.seenBy()
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { kind: string; title: string }[]; nextCursor: string | null } =
        (await shelves.browse(null, { search: 'moon', limit: 4, cursor }))!
      expect(page.items.length).toBeLessThanOrEqual(4)
      seen.push(...page.items.map(({ kind, title }) => `${kind} ${title}`))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen.slice(0, 7)).toEqual(titles.map((title) => `series ${title}`))
    expect(seen).toHaveLength(22)
    expect(new Set(seen).size).toBe(16)

    const films = await libraryNamed(library, 'Films')
    expect(await inside(library, films, { search: 'moon 3' })).toMatchObject([
      { title: 'Moon 3', kind: 'film' },
    ])
    expect(await inside(library, films, { cursor: 'nonsense', limit: 100 })).toHaveLength(7)
  })

  test.each(['nonsense', '00000000-0000-4000-8000-000000000000', '../..', ''])(
    '%j is not there',
    async (id) => {
      const { shelves } = await open({ 'Films/Film (2001).webm': WEBM_FILM })
      expect(await shelves.browse(id)).toBeNull()
      expect(await shelves.item(id)).toBeNull()
    },
  )
})

describe('subtitles', () => {
  test('beside a film are listed with what their names say', async () => {
    const { folder, library, shelves } = await open({
      'Films/Film (2001).webm': WEBM_FILM,
      'Films/Film (2001).en.srt': SRT,
      'Films/Film (2001).de.forced.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n',
      'Films/Film (2001).fr.srt': 'Cher journal',
      'Films/Other.srt': SRT,
    })
    const [film] = (await inside(library, await libraryNamed(library, 'Films')))!
    expect(await shelves.subtitlesOf(film!.id)).toEqual([
      { id: expect.any(String), language: 'de', isForced: true, describesSound: false },
      { id: expect.any(String), language: 'en', isForced: false, describesSound: false },
    ])
    expect(await brokenOf(library)).toEqual([
      { path: 'Films/Film (2001).fr.srt', reason: 'It is damaged, or something else than its name says' },
    ])

    await rm(join(folder, 'Films/Film (2001).fr.srt'))
    await rename(join(folder, 'Films/Film (2001).en.srt'), join(folder, 'Films/Film (2001).es.srt'))
    await library.scan()
    expect((await shelves.subtitlesOf(film!.id)).map(({ language }) => language)).toEqual(['de', 'es'])
    expect(await brokenOf(library)).toEqual([])
  })

  test('too large to be any are named as broken', async () => {
    const { library } = await open({
      'Films/Film.webm': WEBM_FILM,
      'Films/Film.srt': SRT + 'x'.repeat(5 * 1024 * 1024),
      'Films/Film.en.srt': '',
    })
    expect((await brokenOf(library)).map(({ reason }) => reason)).toEqual([
      'The file is empty',
      'It is too large for subtitles',
    ])
  })
})
