import { z } from 'zod'
import { wholeNumber } from '../../form'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ index: wholeNumber({ min: 0, max: 10_000 }) }),
  command: ({ index }, { itemId }) => ({ type: 'moveItem', itemId: itemId!, toIndex: index }),
})

export const action = command.action
export const middleware = command.middleware
