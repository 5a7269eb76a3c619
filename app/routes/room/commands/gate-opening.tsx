import { z } from 'zod'
import { commandRoute } from '../command.server'
import { onlyWords } from '../words/only'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({}),
  command: () => ({ type: 'openGate' }),
  whyNot: (_, room) => onlyWords(room, 'start'),
})

export const action = command.action
export const middleware = command.middleware
