import { describe, expect, test } from 'vitest'
import { recognise } from '~/media/recognise/recognise'

describe('episodes', () => {
  const NAMES: [path: string, series: string, year: number | null, number: string, title: string | null][] = [
    ['Name.S01E02.1080p.WEB-DL.x264-GRP.mkv', 'Name', null, 'S1E2', null],
    [
      'Name (2020)/Season 01/Name (2020) - S01E02 - The Second One.mkv',
      'Name',
      2020,
      'S1E2',
      'The Second One',
    ],
    ['Name.2020.S02E03.mp4', 'Name', 2020, 'S2E3', null],
    ['Name/S01E02.mkv', 'Name', null, 'S1E2', null],
    ['Name/Season 1/01 - Title.mkv', 'Name', null, 'S1E1', 'Title'],
    ['Name/Season 1/Episode 3.mkv', 'Name', null, 'S1E3', null],
    ['Name/Season 1/Name 04.mkv', 'Name', null, 'S1E4', null],
    ['Name/Staffel 2/Folge 3 - Titel.mkv', 'Name', null, 'S2E3', 'Titel'],
    ['Name Season 1 Episode 2.mkv', 'Name', null, 'S1E2', null],
    ['Name/1x02.mkv', 'Name', null, 'S1E2', null],
    ['3rd Rock from the Sun/S01/3rd Rock - 1x05.mkv', '3rd Rock from the Sun', null, 'S1E5', null],
    ['Name.102.hdtv.mkv', 'Name', null, 'S1E2', null],
    ['24.S01E05.mkv', '24', null, 'S1E5', null],
    ['S01/24/S01E05 - 24 Hours.mkv', '24', null, 'S1E5', '24 Hours'],
    [
      'The 100/Season 2/The 100 S02E10 Survival of the Fittest.mkv',
      'The 100',
      null,
      'S2E10',
      'Survival of the Fittest',
    ],
    ['9-1-1/Season 1/9-1-1 S01E01.mkv', '9-1-1', null, 'S1E1', null],
    ['1883/Season 01/1883 - S01E01 - 1883.mkv', '1883', null, 'S1E1', '1883'],
    ['Band of Brothers (2001)/01 Currahee.mkv', 'Band of Brothers', 2001, 'S1E1', 'Currahee'],
    [
      'Doctor Who (2005) - S05E10 - Vincent and the Doctor.mkv',
      'Doctor Who',
      2005,
      'S5E10',
      'Vincent and the Doctor',
    ],
    ['Mr. Robot - S01E01 - Hello Friend.mkv', 'Mr. Robot', null, 'S1E1', 'Hello Friend'],
    ['Sherlock.S01E01.A.Study.in.Pink.720p.BluRay.mkv', 'Sherlock', null, 'S1E1', 'A Study in Pink'],
    ['ドラマ (2019)/Season 1/ドラマ S01E01.mkv', 'ドラマ', 2019, 'S1E1', null],
    ['Name.S01.1080p.BluRay-GRP/name.s01e01.1080p.mkv', 'Name', null, 'S1E1', null],
    // Double ones.
    ['Name - S01E02-E03 - Two.mkv', 'Name', null, 'S1E2-3', 'Two'],
    ['name.s01e02e03.720p.mkv', 'name', null, 'S1E2-3', null],
    ['Name S01E01-E03.mkv', 'Name', null, 'S1E1-3', null],
    ['Name/1x02-03.mkv', 'Name', null, 'S1E2-3', null],
    // Counted through all seasons, by date, and not at all.
    ['[Group] Name - 012 [1080p].mkv', 'Name', null, 'S1E12 #12', null],
    ['Name - 102 - Title.mkv', 'Name', null, 'S1E102 #102', 'Title'],
    ['[Group] Name - S2 - 03 (720p).mkv', 'Name', null, 'S2E3', null],
    ['Name.2020.05.21.Guest.1080p.mkv', 'Name', null, 'S2020 2020-05-21', 'Guest'],
    ['Name/2020-05-21 - Guest.mkv', 'Name', null, 'S2020 2020-05-21', 'Guest'],
    ['Name/Specials/Name S00E01 Christmas.mkv', 'Name', null, 'S0E1', 'Christmas'],
    ['Name/Christmas Special.mkv', 'Name', null, 'S0', 'Christmas Special'],
    ['Lonely Documentary.mkv', 'Lonely Documentary', null, 'S1', 'Lonely Documentary'],
  ]

  test.each(NAMES)('%s', (path, series, year, number, title) => {
    const found = recognise(path, 'video', 'series')
    if (found.role !== 'episode') throw new Error(`It is a ${found.role}`)
    const last = found.last !== found.first ? `-${found.last}` : ''
    const episode = found.first === null ? '' : `E${found.first}${last}`
    const more = [found.absolute && ` #${found.absolute}`, found.airDate && ` ${found.airDate}`].filter(
      Boolean,
    )
    expect([found.series.title, found.series.year, found.title]).toEqual([series, year, title])
    expect(`S${found.season}${episode}${more.join('')}`).toBe(number)
  })
})

describe('films', () => {
  const NAMES: [path: string, title: string, year: number | null, isSure: boolean][] = [
    ['Big Buck Bunny (2008).mkv', 'Big Buck Bunny', 2008, true],
    ['Big.Buck.Bunny.2008.1080p.BluRay.x264-GRP.mkv', 'Big Buck Bunny', 2008, true],
    ['Big Buck Bunny.mkv', 'Big Buck Bunny', null, false],
    ['2001 A Space Odyssey (1968).mp4', '2001 A Space Odyssey', 1968, true],
    ['1917 (2019).mkv', '1917', 2019, true],
    ['Blade Runner 2049 (2017) [1080p].mkv', 'Blade Runner 2049', 2017, true],
    ['2012.2009.720p.mkv', '2012', 2009, true],
    ['300.mkv', '300', null, false],
    ['12 Angry Men.mkv', '12 Angry Men', null, false],
    ['(500) Days of Summer (2009).mkv', '(500) Days of Summer', 2009, true],
    ['8½ (1963).mkv', '8½', 1963, true],
    ['M (1931).mkv', 'M', 1931, true],
    ['Sherlock Jr. (1924).mkv', 'Sherlock Jr.', 1924, true],
    ['Sherlock.Jr.(1924).mkv', 'Sherlock Jr', 1924, true],
    ['七人の侍 (1954).mkv', '七人の侍', 1954, true],
    ['Amélie (2001)/amelie.2001.mkv', 'Amélie', 2001, true],
    ['Film (2010)/movie.mkv', 'Film', 2010, true],
    ['Marvel (2008)/Iron Man 2 (2010).mkv', 'Iron Man 2', 2010, true],
    ['The.Matrix.1080p.mkv', 'The Matrix', null, true],
    ['Das Boot (1981) - Director’s Cut.mkv', 'Das Boot', 1981, true],
    [
      'Spider-Man - Into the Spider-Verse (2018) {imdb-tt4633694}.mkv',
      'Spider-Man - Into the Spider-Verse',
      2018,
      true,
    ],
    ['The.Fellowship.of.the.Ring.2001.EXTENDED.2160p.UHD.mkv', 'The Fellowship of the Ring', 2001, true],
  ]

  test.each(NAMES)('%s', (path, title, year, isSure) => {
    expect(recognise(path, 'video', 'films')).toEqual({ role: 'film', title, year, isSure })
  })
})

test.each([
  ['Film (2010)/Extras/Making of.mkv', 'video', 'films'],
  ['Film (2010)/Film-trailer.mkv', 'video', 'films'],
  ['Name/Season 1/sample.mkv', 'video', 'series'],
  ['Name S01E02.mkv', 'video', 'music'],
  ['Name S01E02.mkv', 'video', 'karaoke'],
  ['Score (2010).mp3', 'audio', 'films'],
] as const)('%s, %s among %s, is only a track', (path, kind, library) => {
  expect(recognise(path, kind, library)).toEqual({ role: 'track' })
})
