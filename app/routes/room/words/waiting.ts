import { nameOf, type Room } from '~/domain/room/room'
import type { WaitingTold } from '~/sync/frames'
import { isolate } from './isolate'

/** More names than this are nobody's business but their number. */
const NAMED = 2

/** "Waiting for Kim and Ana": whom a closed gate waits for, as `memberId` reads it. */
export function waitingWords(room: Room, waiting: WaitingTold | null, memberId: string | null): string {
  if (!waiting || waiting.count === 0) return 'Waiting until everyone is ready'
  const mineFirst = waiting.memberIds.toSorted((a, b) => Number(b === memberId) - Number(a === memberId))
  const names = mineFirst.slice(0, NAMED).map((id) => (id === memberId ? 'you' : isolate(nameOf(room, id))))
  const others = waiting.count - names.length
  if (others > 0) names.push(others === 1 ? 'one other' : `${others} others`)
  return `Waiting for ${LIST.format(names)}`
}

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' })
