import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ role: z.enum(['cohost', 'controller', 'viewer', 'guest']) }),
  command: ({ role }, { memberId }) => ({ type: 'setRole', memberId: memberId!, role }),
})

export const action = command.action
export const middleware = command.middleware
