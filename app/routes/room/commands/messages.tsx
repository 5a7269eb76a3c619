import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ text: z.string().max(4_000) }),
  command: ({ text }) => ({ type: 'say', text }),
})

export const action = command.action
export const middleware = command.middleware
