import { realpathSync } from 'node:fs'
import { array, assert, asyncProperty, constantFrom, oneof, option, string } from 'fast-check'
import { pino } from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import { openLibrary, type Library } from '~/media/library.server'
import { idOf } from '~/media/path-id.server'
import { saveTracks, type NewTrack } from '~/media/scan/save.server'
import { freshDatabase } from '../support/database'
import { titlesOf } from '../support/media'

/** Any folder that exists: nothing is read from it. */
const FOLDER = realpathSync(import.meta.dirname)
let db: Db
let library: Library

type Song = [title: string, artist?: string, album?: string, kind?: 'audio' | 'video']

async function fill(songs: Song[]): Promise<Library> {
  const rows = songs.map(([title, artist = null, album = null, kind = 'audio'], index): NewTrack => {
    const file = {
      folder: FOLDER,
      libraryId: idOf(FOLDER),
      path: `${FOLDER}/${index}`,
      sizeBytes: 1,
      modifiedAtMs: 1,
    }
    return { ...file, kind, title, artist, album, durationMs: 1000 }
  })
  db = (await freshDatabase()).db
  const log = pino({ level: 'silent' })
  const library = await openLibrary({
    db,
    folders: [FOLDER],
    artworkDirectory: '/nowhere',
    convertedDirectory: '/nowhere/converted',
    log,
  })
  await saveTracks(db, rows)
  return library
}

describe('search', () => {
  beforeAll(async () => {
    library = await fill([
      ['Für Elise', 'Ludwig van Beethoven', 'Bagatelles'],
      ['Ode to Joy', 'Ludwig van Beethoven', 'Symphony No. 9'],
      ['Moonlight Sonata', 'Ludwig van Beethoven', 'Piano'],
      ['Beethoven’s Wig', 'Richard Perlmutter', 'Sing Along'],
      ['Greensleeves', 'Traditional', 'For Lute'],
      ['Lute Song', 'John Dowland', 'Ayres'],
      ['Ayre', 'Lute Consort', 'Dances'],
      ['Back in Black', 'AC/DC', 'Back in Black'],
      ['Don’t Stop', 'Fleetwood Mac', 'Rumours'],
      ['Ágætis byrjun', 'Sigur Rós', 'Ágætis byrjun'],
      ['Калинка', 'Иван Ларионов', null!],
      ['上を向いて歩こう', '坂本九', null!],
      ['???', 'Nobody', null!],
      ['100% "Pure" \\ Love', "O'Brien", '_under_'],
      ['A Trip to the Moon', 'Georges Méliès', null!, 'video'],
    ])
  })

  test.each([
    ['accents missing', 'fur elise', 'Für Elise'],
    ['accents too many', 'öde tô jóy', 'Ode to Joy'],
    ['accents apart, as some systems write them', 'Fu\u0308r Elise', 'Für Elise'],
    ['case', 'ODE TO JOY', 'Ode to Joy'],
    ['word order', 'joy ode', 'Ode to Joy'],
    ['words from several fields', 'beethoven bagatelles elise', 'Für Elise'],
    ['an unfinished word', 'moonli', 'Moonlight Sonata'],
    ['several unfinished words', 'beet moon', 'Moonlight Sonata'],
    ['a letter missing', 'grensleeves', 'Greensleeves'],
    ['a letter too much', 'moonlightt', 'Moonlight Sonata'],
    ['a wrong letter', 'moonlifht sonata', 'Moonlight Sonata'],
    ['letters swapped', 'fur elsie', 'Für Elise'],
    ['letters swapped in a short word', 'oed to joy', 'Ode to Joy'],
    ['a typo in each word', 'moonlihgt sonatta', 'Moonlight Sonata'],
    ['a known word in the wrong place', 'ode two joy', 'Ode to Joy'],
    ['an unfinished word with a typo', 'grensle', 'Greensleeves'],
    ['a wrong first letter', 'nreensleeves', 'Greensleeves'],
    ['punctuation', 'ac dc back', 'Back in Black'],
    ['punctuation as it stands', 'AC/DC', 'Back in Black'],
    ['an apostrophe missing', 'dont stop', 'Don’t Stop'],
    ['letters of the north', 'agaetis', 'Ágætis byrjun'],
    ['another script', 'калинка', 'Калинка'],
    ['a typo in another script', 'каилнка', 'Калинка'],
    ['a script without spaces', '上を向', '上を向いて歩こう'],
    ['nothing but punctuation', '???', '???'],
    ['characters that mean something to the database', `100% "pure" \\`, '100% "Pure" \\ Love'],
  ])('forgives %s', async (_what, query, title) => {
    expect((await titlesOf(library, query))[0]).toBe(title)
  })

  test('ranks titles over artists over albums', async () => {
    expect(await titlesOf(library, 'lute')).toEqual(['Lute Song', 'Ayre', 'Greensleeves'])
    expect((await titlesOf(library, 'beethoven')).slice(0, 2)).toEqual(['Beethoven’s Wig', 'Für Elise'])
  })

  test('what was typed comes before what may have been meant', async () => {
    expect((await titlesOf(library, 'ode'))[0]).toBe('Ode to Joy')
  })

  test('finds nothing where there is nothing', async () => {
    expect(await (await library.seenBy()).search('xylophone marmalade')).toEqual({
      tracks: [],
      hasMore: false,
      nextCursor: null,
    })
  })

  test('lists everything by title when nothing is asked', async () => {
    const titles = await titlesOf(library, '  ')
    expect(titles).toHaveLength(15)
    expect(titles.slice(0, 4)).toEqual(['100% "Pure" \\ Love', '???', 'A Trip to the Moon', 'Ágætis byrjun'])
  })

  test('can be limited to sound or to films', async () => {
    const { tracks } = await (await library.seenBy()).search('moon', { kind: 'video' })
    expect(tracks).toMatchObject([{ title: 'A Trip to the Moon', kind: 'video' }])
    expect((await (await library.seenBy()).search('', { kind: 'audio', limit: 100 })).tracks).toHaveLength(14)
  })

  test('never throws, whatever is typed', async () => {
    const odd = constantFrom(
      '\0',
      "'",
      '\\',
      ':*',
      '&',
      '|',
      '!',
      '(',
      '%',
      '_',
      '\ud800',
      '\u202e',
      ' ',
      '"',
      'ode',
    )
    const text = oneof(
      string({ unit: 'binary', maxLength: 300 }),
      array(odd).map((parts) => parts.join('')),
    )
    await assert(
      asyncProperty(text, option(string()), async (query, cursor) => {
        const page = await (await library.seenBy()).search(query, { cursor, limit: 3 })
        expect(page.tracks.length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 300 },
    )
  })

  test.each([0, -1, Number.NaN, Infinity, 1e9, 0.5])('takes %d for a limit', async (limit) => {
    expect((await (await library.seenBy()).search('', { limit })).tracks.length).toBeGreaterThan(0)
  })
})

describe('pages', () => {
  const count = 700

  beforeAll(async () => {
    library = await fill(
      Array.from({ length: count }, (_, index): Song => {
        if (index % 3 === 0) return [`Love ${number(index)}`, 'Somebody', 'Songs']
        return index % 3 === 1
          ? [`Song ${number(index)}`, 'Lovers', 'Songs']
          : [`Song ${number(index)}`, 'Nobody', 'Love']
      }),
    )
  })

  test.each([
    ['', 100, count],
    ['love', 7, count],
    ['love', 100, count],
    ['nobody', 10, 233],
    ['loev', 50, 467],
    ['love 0', 9, 100],
    ['song 001', 1, 1],
  ])('all pages of %j at %d a page hold each hit once', async (query, limit, hits) => {
    const titles = await readAll(query, limit)
    expect(titles).toHaveLength(hits)
    expect(new Set(titles).size).toBe(hits)
  })

  test('the order goes on over pages: titles, then artists, then albums', async () => {
    const titles = await readAll('love', 31)
    expect(titles.slice(0, 234)).toEqual(titles.filter((title) => title.startsWith('Love')))
    expect(titles.slice(234, 467)).toEqual(titles.slice(234, 467).toSorted())
  })
})

async function readAll(query: string, limit: number): Promise<string[]> {
  const titles: string[] = []
  for (let cursor: string | null = null, more = true; more;) {
    const page = await (await library.seenBy()).search(query, { limit, cursor })
    titles.push(...page.tracks.map((track) => track.title))
    ;({ nextCursor: cursor, hasMore: more } = page)
    expect(cursor !== null).toBe(more)
  }
  return titles
}

function number(index: number): string {
  return String(index).padStart(3, '0')
}
