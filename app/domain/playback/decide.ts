import type { Member } from '../membership/member'
import type { Command } from '../room/command'
import { accept, allows, type Decision, type Facts } from '../room/decision'
import { apply } from '../room/apply'
import { stamp, type Happening } from '../room/event'
import { refuse } from '../room/refusal'
import type { Room } from '../room/room'
import { isGoing, openGate, start } from './gate'
import { moveOn } from './move-on'
import { positionAt, stopAt, type Playhead } from './playhead'
import { isUnplayable, isVotedOut } from './votes'

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/** A browser that says "ended" is believed when the clock says the same within this: drift and decoding delay. */
export const END_TOLERANCE_MS = 2_000

/** Playing begins a moment ahead, so that all begin together; a pause is for now, and calls off a start that waits. */
export function decidePlaying(room: Room, actor: Member, playing: boolean, facts: Facts): Decision {
  if (!allows(room, actor, 'playback.playPause')) return refuse('not_authorized')
  if (!room.current) return refuse('nothing_playing')
  if (playing === isGoing(room)) return accept()
  return accept(playing ? start(room, room.playhead, facts) : changed(stopAt(room.playhead, facts.nowMs)))
}

export function decideSeek(room: Room, actor: Member, command: Of<'seek'>, facts: Facts): Decision {
  if (!allows(room, actor, 'playback.seek')) return refuse('not_authorized')
  if (!room.current) return refuse('nothing_playing')
  const positionMs = Math.min(Math.max(0, command.positionMs), room.current.track.durationMs)
  const there = { ...room.playhead, playing: false, positionMs, updatedAtMs: facts.nowMs }
  return accept(isGoing(room) ? start(room, there, facts) : changed(there))
}

/** Starts though somebody is still waited for. */
export function decideOpenGate(room: Room, actor: Member, facts: Facts): Decision {
  if (!allows(room, actor, 'playback.playPause')) return refuse('not_authorized')
  return room.gate ? accept(openGate(room, facts)) : accept()
}

/** Skips the song the host saw; if another one plays by now, nothing is skipped. */
export function decideSkip(room: Room, actor: Member, command: Of<'skip'>, facts: Facts): Decision {
  if (!allows(room, actor, 'playback.skip')) return refuse('not_authorized')
  if (!room.current) return refuse('nothing_playing')
  if (room.current.id !== command.itemId) return refuse('changed_meanwhile')
  return accept(...moveOn(room, 'skipped', facts))
}

export function decideVote(room: Room, actor: Member, command: Of<'vote'>, facts: Facts): Decision {
  if (!allows(room, actor, 'vote.skip')) return refuse('not_authorized')
  if (!room.current) return refuse('nothing_playing')
  if (room.current.id !== command.itemId) return refuse('changed_meanwhile')
  if (room.skipVotes.includes(actor.id)) return accept()

  const cast: Happening = { type: 'vote.cast', memberId: actor.id, itemId: command.itemId }
  const after = roomAfter(room, cast, facts)
  return isVotedOut(after, facts.present) ? accept(cast, ...moveOn(after, 'voted', facts)) : accept(cast)
}

export function decideWithdrawVote(room: Room, actor: Member, command: Of<'withdrawVote'>): Decision {
  if (!allows(room, actor, 'vote.skip')) return refuse('not_authorized')
  if (room.current?.id !== command.itemId) return refuse('changed_meanwhile')
  if (!room.skipVotes.includes(actor.id)) return accept()
  return accept({ type: 'vote.withdrawn', memberId: actor.id, itemId: command.itemId })
}

/** What a browser says of the song: that it ended, believed when the clock agrees, or that it cannot be played. */
export function decideReport(room: Room, actor: Member, command: Of<'report'>, facts: Facts): Decision {
  if (!allows(room, actor, 'playback.report')) return refuse('not_authorized')
  if (room.current?.id !== command.itemId) return accept()

  if (command.problem === 'ended') {
    const leftMs = room.current.track.durationMs - positionAt(room.playhead, facts.nowMs)
    const believed = room.playhead.playing && leftMs <= END_TOLERANCE_MS
    return believed ? accept(...moveOn(room, 'played', facts)) : refuse('changed_meanwhile')
  }
  if (room.failures.includes(actor.id)) return accept()
  const failed: Happening = { type: 'playback.failed', memberId: actor.id, itemId: command.itemId }
  const after = roomAfter(room, failed, facts)
  return isUnplayable(after, facts) ? accept(failed, ...moveOn(after, 'unplayable', facts)) : accept(failed)
}

function changed(playhead: Playhead): Happening {
  return { type: 'playback.changed', playhead }
}

/** The room as it will be once this has happened. */
function roomAfter(room: Room, happening: Happening, facts: Facts): Room {
  return stamp(room, [happening], null, facts.nowMs).reduce(apply, room)
}
