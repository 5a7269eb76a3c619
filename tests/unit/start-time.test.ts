import { describe, expect, test } from 'vitest'
import { readStart, readTimeZone, zonedMs } from '~/routes/watch/create/start-time'

const NOW_MS = Date.parse('2026-11-21T12:00Z')
const at = (moment: string) => Date.parse(moment)

describe('a start that is typed', () => {
  test.for([
    ['2026-11-21T20:15', 'UTC', '2026-11-21T20:15Z'],
    ['2026-11-21T20:15', 'Europe/Berlin', '2026-11-21T19:15Z'],
    ['2026-07-21T20:15', 'Europe/Berlin', '2026-07-21T18:15Z'],
    ['2026-11-21T20:15', 'America/New_York', '2026-11-22T01:15Z'],
    ['2026-11-22T05:45', 'Asia/Kathmandu', '2026-11-22T00:00Z'],
    ['2027-01-01T00:30', 'Pacific/Auckland', '2026-12-31T11:30Z'],
    // The hour that is left out in March, and the one that comes twice in October.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T01:30Z'],
  ])('%s in %s is %s', ([local, timeZone, moment]) => {
    expect(zonedMs(local!, timeZone!)).toBe(at(moment!))
  })

  test('may be left empty', () => {
    expect(readStart('', 'UTC', NOW_MS)).toEqual({ startsAtMs: null })
  })

  test.for([
    ['tonight', 'A date and a time, please'],
    ['2026-11-21', 'A date and a time, please'],
    ['2026-13-41T20:15', 'A date and a time, please'],
    ['2026-11-21T12:00', 'That is over already'],
    ['2026-11-28T12:01', 'Within the next seven days, please'],
  ])('%s is answered “%s”', ([typed, problem]) => {
    expect(readStart(typed!, 'UTC', NOW_MS)).toEqual({ problem })
  })

  test('a zone that is none is as if none had been said', () => {
    expect(readTimeZone('Mars/Olympus')).toBe('UTC')
    expect(readTimeZone('')).toBe('UTC')
    expect(readTimeZone('europe/berlin')).toBe('Europe/Berlin')
  })
})
