import { z } from 'zod'
import { commandRoute } from '../room/command.server'

export { default, handle, loader, meta } from '../room/page'

/** The removal of a member, for a form that goes back to the list of screens. */
const command = commandRoute({
  schema: z.object({}),
  command: (_input, { memberId }) => ({ type: 'remove', memberId: memberId! }),
  next: (code) => `/rooms/${code}/screens`,
})

export const action = command.action
export const middleware = command.middleware
