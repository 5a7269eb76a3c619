import { z } from 'zod'
import { ALL_REACTIONS } from '~/domain/chat/reaction'
import { may } from '~/domain/membership/permissions'
import { refuse } from '~/domain/room/refusal'
import { memberRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

/** Who may speak may throw something at the picture. It flies by on every screen and is written down nowhere. */
const reaction = memberRoute({
  schema: z.object({ reaction: z.enum(ALL_REACTIONS) }),
  limit: ({ limits }, memberId) => limits.reaction(memberId),
  async perform(input, { membership: { tutti, room, member } }) {
    if (!may(room.policy, member, 'chat.say')) return refuse('not_authorized')
    tutti.engine.reactions.react(room.id, input.reaction)
    return { seq: room.seq }
  },
})

export const action = reaction.action
export const middleware = reaction.middleware
