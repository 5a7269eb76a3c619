import { describe, expect, test } from 'vitest'
import type { SoundingDevice } from '~/domain/playback/device'
import { after, ask, jam, playing, typesOf, type Person } from '../support/rules'

function device(memberId: Person): SoundingDevice {
  return { memberId, seq: 1, readyItemId: null, nextReadyItemId: null, stalledSinceMs: null }
}

const soundingOf = (...people: Person[]) => ({ devices: people.map(device) })

test('where no device sounds, one phone’s word is not enough among four; half of those present is', () => {
  const room = playing(jam({}, 'jordan', 'kim', 'mina'), ['A', 'B'])
  const unplayable = { type: 'report', itemId: room.current!.id, problem: 'unplayable' } as const
  const one = after(room, 'jordan', unplayable)
  expect(one.current?.track.title).toBe('A')
  expect(ask(one, 'jordan', unplayable)).toEqual([])
  const two = after(one, 'kim', unplayable)
  expect(two.current?.track.title).toBe('B')
  expect(two.played[0]?.outcome).toBe('unplayable')
  expect(two.failures).toEqual([])
})

test('those who are not connected do not count against a song that cannot be played', () => {
  const room = playing(jam({}, 'jordan', 'kim', 'mina'), ['A', 'B'])
  const unplayable = { type: 'report', itemId: room.current!.id, problem: 'unplayable' } as const
  expect(typesOf(ask(room, 'jordan', unplayable, { present: new Set(['jordan', 'kim']) }))).toEqual([
    'playback.failed',
    'playback.movedOn',
  ])
  expect(typesOf(ask(room, 'jordan', unplayable, { present: new Set(['alex', 'kim', 'jordan']) }))).toEqual([
    'playback.failed',
  ])
})

describe('where devices sound, a song is passed over once none of them can play it', () => {
  const room = playing(jam({}, 'jordan', 'kim', 'mina', 'screen'), ['A', 'B'])
  const unplayable = { type: 'report', itemId: room.current!.id, problem: 'unplayable' } as const

  test('the host’s alone: those who listen to it in the same room need not say so, too', () => {
    expect(after(room, 'alex', unplayable, soundingOf('alex')).current?.track.title).toBe('B')
  })

  test('not while another still may: neither the host nor a screen takes it from the others', () => {
    const given = soundingOf('alex', 'kim', 'screen')
    const one = after(room, 'alex', unplayable, given)
    const two = after(one, 'screen', unplayable, given)
    expect([one.current?.track.title, two.current?.track.title]).toEqual(['A', 'A'])
    expect(two.failures).toEqual(['alex', 'screen'])
    expect(after(two, 'kim', unplayable, given).current?.track.title).toBe('B')
  })

  test('nor because of those who only look on', () => {
    const given = soundingOf('alex')
    const others = ['jordan', 'kim', 'mina'] as const
    const failed = others.reduce((state, who) => after(state, who, unplayable, given), room)
    expect(failed.current?.track.title).toBe('A')
  })

  test('by the clock, when the last one who could is gone', () => {
    const one = after(room, 'alex', unplayable, soundingOf('alex', 'kim'))
    expect(after(one, 'clock', { type: 'tick' }, soundingOf('alex', 'kim')).current?.track.title).toBe('A')
    expect(after(one, 'clock', { type: 'tick' }, soundingOf('alex')).current?.track.title).toBe('B')
  })

  test('where the devices are not known, by those who know them', () => {
    expect(typesOf(ask(room, 'alex', unplayable, { devices: null }))).toEqual(['playback.failed'])
  })
})

test('before the start it is only said, and the film stays', () => {
  const room = after(playing(jam({}, 'kim'), ['A', 'B']), 'alex', { type: 'pause' })
  const unplayable = { type: 'report', itemId: room.current!.id, problem: 'unplayable' } as const
  const given = { devices: [device('alex')] }
  const told = after(room, 'alex', unplayable, given)
  expect([told.current?.track.title, told.failures]).toEqual(['A', ['alex']])
  expect(typesOf(ask(told, 'clock', { type: 'tick' }, given))).toEqual([])
  const started = after(told, 'alex', { type: 'play' }, given)
  expect(after(started, 'clock', { type: 'tick' }, given).current?.track.title).toBe('B')
  // With somebody who can, it starts for them.
  const both = { devices: [device('alex'), device('kim')] }
  const withKim = after(told, 'alex', { type: 'play' }, both)
  expect(after(withKim, 'clock', { type: 'tick' }, both).current?.track.title).toBe('A')
})
