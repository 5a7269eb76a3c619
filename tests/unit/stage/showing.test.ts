import { expect, test } from 'vitest'
import { showing } from '~/routes/room/stage/showing'
import { jam, MINUTE_MS, NOW_MS, playing } from '../../support/rules'

const STARTED_MS = NOW_MS + 5_000
const SONGS = [
  'Ode to Joy',
  'Greensleeves',
  'Auld Lang Syne',
  'Canon',
  'Für Elise',
  'Sakura',
  'Saints',
  'Adele',
]

test('a silent room shows no song', () => {
  expect(showing(jam(), STARTED_MS)).toBeNull()
})

test('the next five are shown, with who wished for them, and how many more wait', () => {
  const show = showing(playing(jam({}, 'jordan'), SONGS, 'jordan'), STARTED_MS + 1_000)!
  expect(show).toMatchObject({ addedBy: 'Jordan', isPlaying: true, positionMs: 1_000, more: 2 })
  expect(show.next.map(({ track, addedBy }) => `${track.title} (${addedBy})`)).toEqual([
    'Greensleeves (Jordan)',
    'Auld Lang Syne (Jordan)',
    'Canon (Jordan)',
    'Für Elise (Jordan)',
    'Sakura (Jordan)',
  ])
})

test('the wall goes on by the clock while the server cannot be heard', () => {
  const room = playing(jam({}, 'jordan'), SONGS.slice(0, 3), 'jordan')
  const show = showing(room, STARTED_MS + 4 * MINUTE_MS)!
  expect(show.track.title).toBe('Greensleeves')
  expect(show.addedBy).toBe('Jordan')
  expect(show.positionMs).toBe(MINUTE_MS)
  expect(show.next.map(({ track }) => track.title)).toEqual(['Auld Lang Syne'])
})

test('the last song stands at its end, not beyond it', () => {
  const show = showing(playing(jam(), ['Ode to Joy']), STARTED_MS + 30 * MINUTE_MS)!
  expect(show.positionMs).toBe(3 * MINUTE_MS)
})
