import { z } from 'zod'
import { may } from '~/domain/membership/permissions'
import { ROOM_PASSWORD_MAX_CHARACTERS } from '~/domain/room/policy'
import { commandRoute } from '../command.server'

export { default, loader, meta } from '../settings'

/** Sets the room's password, or takes it away when it is empty. Only its hash is kept. */
const command = commandRoute({
  schema: z.object({ password: z.string().max(ROOM_PASSWORD_MAX_CHARACTERS) }),
  async command({ password }, _params, { tutti, room, member }) {
    // Hashing is dear: it is not done for those who may not set one.
    if (!may(room.policy, member, 'room.change')) return 'not_authorized'
    const passwordHash = password === '' ? null : await tutti.passwords.hash(password)
    return { type: 'setPassword', passwordHash }
  },
  next: (code) => `/rooms/${code}/settings`,
})

export const action = command.action
export const middleware = command.middleware
