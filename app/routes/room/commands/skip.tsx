import { z } from 'zod'
import { commandRoute } from '../command.server'
import { onlyWords } from '../words/only'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ itemId: z.uuid() }),
  command: ({ itemId }) => ({ type: 'skip', itemId }),
  whyNot: (_, room) => onlyWords(room, 'skip'),
})

export const action = command.action
export const middleware = command.middleware
