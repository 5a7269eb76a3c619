import { expect, test } from 'vitest'
import { commandOf } from '~/routes/room/screen/live/command-of'
import { song } from '../../support/rules'

const ode = song('Ode to Joy')
const find = (trackId: string) => (trackId === ode.id ? ode : undefined)

test.each([
  ['queue', { trackId: ode.id }, { type: 'add', track: ode }],
  ['queue', { trackId: 'never seen' }, undefined],
  ['queue/7/removal', {}, { type: 'removeItem', itemId: '7' }],
  ['queue/7/place', { index: '2' }, { type: 'moveItem', itemId: '7', toIndex: 2 }],
  ['playback', { playing: 'true' }, { type: 'play' }],
  ['playback', { playing: 'false' }, { type: 'pause' }],
  ['playback', { positionMs: '1500' }, { type: 'seek', positionMs: 1500 }],
  ['votes/withdrawal', { itemId: '7' }, { type: 'withdrawVote', itemId: '7' }],
  ['members/7/admission', {}, undefined],
  ['end', {}, undefined],
] as const)('%s with %o asks for %o', (path, fields, command) => {
  expect(commandOf(path, { ...fields }, find)).toEqual(command)
})
