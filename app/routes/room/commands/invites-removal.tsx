import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

/** Takes an invitation back. */
const command = commandRoute({
  schema: z.object({}),
  command: (_input, { memberId }) => ({ type: 'uninvite', memberId: memberId! }),
  next: (code) => `/rooms/${code}/invites`,
})

export const action = command.action
export const middleware = command.middleware
