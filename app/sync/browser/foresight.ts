import { LONGEST_LEAD_MS } from '~/domain/playback/lead'
import { apply } from '~/domain/room/apply'
import { foresee, type Foreseeable } from '~/domain/room/decide'
import type { Facts } from '~/domain/room/decision'
import { stamp, type RoomEvent } from '~/domain/room/event'
import { isRefusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'

/** `confirmedAt` is the position in the log by which a command has been done, once its answer came. */
type Sent = { command: Foreseeable; confirmedAt: number | null }

/**
 * The commands that one member has sent and whose echo is not here yet, and the room as it will be when it is. It brings
 * the rules along, and comes apart, since most people only watch at first.
 */
export class Foresight {
  #sent = new Map<string, Sent>()

  add(command: Foreseeable): void {
    this.#sent.set(command.id, { command, confirmedAt: null })
  }

  /** The server has done it, at this position in the log. Whether it is still waited for. */
  confirm(id: string, seq: number): boolean {
    const sent = this.#sent.get(id)
    if (sent) this.#sent.set(id, { ...sent, confirmedAt: seq })
    return sent !== undefined
  }

  /** Whether it was waited for. */
  forget(id: string): boolean {
    return this.#sent.delete(id)
  }

  forgetAll(): void {
    this.#sent.clear()
  }

  /** Own events echo in the order they were sent: the first one that came back settles the oldest of its kind. */
  forgetEchoed(event: RoomEvent, memberId: string): void {
    for (const [id, { confirmedAt }] of this.#sent) {
      if (confirmedAt !== null && confirmedAt <= event.seq) this.#sent.delete(id)
    }
    if (event.by !== memberId) return
    for (const [id, { command }] of this.#sent) {
      if (!echoes(event, command)) continue
      this.#sent.delete(id)
      return
    }
  }

  /** What is on its way, done to what is known; commands that the rules refuse by now just do not show. */
  show(known: Room, memberId: string, present: ReadonlySet<string> | null, nowMs: number): Room {
    let room = known
    for (const { command } of this.#sent.values()) {
      const actor = room.members[memberId]
      if (!actor) continue
      const decision = foresee(room, actor, command, factsAt(nowMs, present))
      if (isRefusal(decision)) continue
      const events = stamp(room, decision.happenings, actor.id, nowMs)
      room = { ...events.reduce(apply, room), seq: room.seq }
    }
    return room
  }
}

/** What plays from when is for the server to say: nothing may sound before its echo is here. */
function factsAt(nowMs: number, present: ReadonlySet<string> | null): Facts {
  const seen = { anyoneSeenAtMs: nowMs, hostSeenAtMs: nowMs, ownerSeenAtMs: nowMs }
  return { nowMs, present, ...seen, leadMs: LONGEST_LEAD_MS, devices: null, outage: null }
}

/** Whether this event is what came of that command. */
function echoes(event: RoomEvent, command: Foreseeable): boolean {
  if (event.type === 'queue.added') return event.item.id === command.id
  if (event.type === 'chat.said') return event.message.id === command.id
  return ECHOES[command.type] === event.type
}

const ECHOES: Partial<Record<Foreseeable['type'], RoomEvent['type']>> = {
  vote: 'vote.cast',
  withdrawVote: 'vote.withdrawn',
  removeItem: 'queue.removed',
  moveItem: 'queue.moved',
  play: 'playback.changed',
  pause: 'playback.changed',
  seek: 'playback.changed',
  skip: 'playback.movedOn',
}
