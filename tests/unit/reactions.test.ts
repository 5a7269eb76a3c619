import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addReactions, type ReactionCounts } from '~/domain/chat/reaction'
import type { BusMessage } from '~/sync/bus/bus'
import { Reactions } from '~/sync/reactions.server'
import { ChaosNet } from '../support/chaos-bus'

const ROOM = 'room'

let net: ChaosNet
let nodes: Reactions[]
let carried: BusMessage[]

beforeEach(() => {
  vi.useFakeTimers()
  net = new ChaosNet(1, { lose: 0, repeat: 0, maxDelayMs: 5 })
  nodes = []
  carried = []
  net.join().subscribe((message) => carried.push(message))
})
afterEach(() => {
  for (const node of nodes) node.close()
  vi.useRealTimers()
})

/** A node, and what its people see; `others` says whether other nodes have people in the room. */
function node(others = true) {
  const seen: ReactionCounts[] = []
  const reactions = new Reactions({
    bus: net.join(),
    nodeId: `node ${nodes.length}`,
    othersServe: () => others,
    onReactions: (_, counts) => seen.push(counts),
  })
  nodes.push(reactions)
  return { reactions, seen }
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)

test('a single one flies at once', () => {
  const { reactions, seen } = node()
  reactions.react(ROOM, 'laugh')
  expect(seen).toEqual([{ laugh: 1 }])
  pass(10_000)
  expect(seen).toHaveLength(1)
})

test('two hundred people in one second are a handful of frames, none of them larger than can be seen', () => {
  const { reactions, seen } = node()
  for (let each = 0; each < 200; each++) {
    reactions.react(ROOM, each % 2 ? 'laugh' : 'love')
    pass(5)
  }
  pass(1_000)
  expect(seen.length).toBeGreaterThan(1)
  expect(seen.length).toBeLessThanOrEqual(6)
  for (const { laugh = 0, love = 0 } of seen) {
    expect(laugh).toBeLessThanOrEqual(12)
    expect(love).toBeLessThanOrEqual(12)
  }
})

test('they reach the people of other nodes once, and not their own a second time', () => {
  const [here, there] = [node(), node()]
  here.reactions.react(ROOM, 'wow')
  pass(1_000)
  expect(here.seen).toEqual([{ wow: 1 }])
  expect(there.seen).toEqual([{ wow: 1 }])
  expect(carried.map(({ type }) => type)).toEqual(['reactions'])
})

test('nothing is said to nodes that have nobody to tell', () => {
  const { reactions } = node(false)
  reactions.react(ROOM, 'wow')
  pass(1_000)
  expect(carried).toEqual([])
})

test('rooms do not hold each other up', () => {
  const { reactions, seen } = node()
  reactions.react(ROOM, 'wow')
  reactions.react('another', 'wow')
  expect(seen).toHaveLength(2)
})

test('what is not a count of a known reaction is left out', () => {
  const nonsense = { laugh: 2, love: -4, wow: Number.NaN, tears: 1e9, '<b>': 3 } as ReactionCounts
  expect(addReactions({ laugh: 1 }, nonsense)).toEqual({ laugh: 3, tears: 12 })
})
