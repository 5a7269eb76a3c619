import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ itemId: z.uuid() }),
  command: ({ itemId }) => ({ type: 'withdrawVote', itemId }),
})

export const action = command.action
export const middleware = command.middleware
