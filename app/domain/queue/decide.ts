import { generateKeyBetween } from 'fractional-indexing'
import { accept, allows, type Decision, type Facts } from '../room/decision'
import type { Command } from '../room/command'
import type { Member } from '../membership/member'
import { MAX_WAITING } from '../room/policy'
import { refuse } from '../room/refusal'
import type { Room } from '../room/room'
import { moveOn } from '../playback/move-on'
import type { QueueItem } from './queue'
import { mayRemove, waits } from './rights'

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/** Adds to the end of the queue; in a silent room the song starts. */
export function decideAdd(room: Room, actor: Member, command: Of<'add'>, facts: Facts): Decision {
  if (!allows(room, actor, 'queue.add')) return refuse('not_authorized')
  if (waitingOf(room, actor) >= waitingLimit(room, actor)) return refuse('queue_full')
  if (room.queue.length >= MAX_WAITING) return refuse('queue_full')
  if (!room.policy.sameSongMayWaitTwice && waits(room, command.track.id)) return refuse('already_queued')

  const item: QueueItem = {
    id: command.id,
    track: command.track,
    addedBy: actor.id,
    rank: generateKeyBetween(room.queue.at(-1)?.rank ?? null, null),
  }
  const added = { type: 'queue.added', item } as const
  if (room.current) return accept(added)
  return accept(added, ...moveOn({ ...room, queue: [...room.queue, item] }, null, facts))
}

export function decideRemoveItem(room: Room, actor: Member, command: Of<'removeItem'>): Decision {
  const item = room.queue.find((item) => item.id === command.itemId)
  if (!item) return refuse('item_not_found')
  if (!mayRemove(room, actor, item)) return refuse('not_authorized')
  return accept({ type: 'queue.removed', itemId: item.id })
}

/** Moves a song to `toIndex` of the queue without it; an index past an end means that end. */
export function decideMoveItem(room: Room, actor: Member, command: Of<'moveItem'>): Decision {
  if (!allows(room, actor, 'queue.move')) return refuse('not_authorized')
  const item = room.queue.find((item) => item.id === command.itemId)
  if (!item) return refuse('item_not_found')

  const others = room.queue.filter((other) => other !== item)
  const index = Math.min(Math.max(0, Math.trunc(command.toIndex) || 0), others.length)
  if (room.queue.indexOf(item) === index) return accept()
  const rank = generateKeyBetween(others[index - 1]?.rank ?? null, others[index]?.rank ?? null)
  return accept({ type: 'queue.moved', itemId: item.id, rank })
}

function waitingOf(room: Room, actor: Member): number {
  return room.queue.filter((item) => item.addedBy === actor.id).length
}

/** Hosts run the evening: the limit is for everybody else. */
function waitingLimit(room: Room, actor: Member): number {
  const limit = room.policy.maxWaitingPerPerson
  return limit === 0 || allows(room, actor, 'queue.removeAny') ? Infinity : limit
}
