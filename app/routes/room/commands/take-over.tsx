import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({}),
  command: () => ({ type: 'takeOver' }),
})

export const action = command.action
export const middleware = command.middleware
