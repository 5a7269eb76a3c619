import { z } from 'zod'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ trackId: z.uuid() }),
  async command({ trackId }, _params, { tutti }) {
    const track = await tutti.library.find(trackId)
    return track ? { type: 'add', track } : 'track_not_found'
  },
})

export const action = command.action
export const middleware = command.middleware
