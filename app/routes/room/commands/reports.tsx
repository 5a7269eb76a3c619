import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ itemId: z.uuid(), problem: z.enum(['ended', 'unplayable']) }),
  command: ({ itemId, problem }) => ({ type: 'report', itemId, problem }),
})

export const action = command.action
export const middleware = command.middleware
