import type { Member } from '../membership/member'
import type { Command } from '../room/command'
import { accept, allows, type Decision, type Facts } from '../room/decision'
import { refuse } from '../room/refusal'
import type { Room } from '../room/room'
import { cleanText } from '../text'
import { MESSAGE_MAX_CHARACTERS } from './message'

export function decideSay(
  room: Room,
  actor: Member,
  command: Extract<Command, { type: 'say' }>,
  facts: Facts,
): Decision {
  if (!allows(room, actor, 'chat.say')) return refuse('not_authorized')
  const text = cleanText(command.text, MESSAGE_MAX_CHARACTERS)
  if (text === '') return refuse('bad_request')
  return accept({
    type: 'chat.said',
    message: { id: command.id, memberId: actor.id, text, atMs: facts.nowMs },
  })
}
