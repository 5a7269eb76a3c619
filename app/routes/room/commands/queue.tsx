import { z } from 'zod'
import { shelvesOfRoom } from '~/room-media.server'
import { commandRoute } from '../command.server'

export { default, handle, headers, loader, meta } from '../page'

const command = commandRoute({
  schema: z.object({ trackId: z.uuid() }),
  async command({ trackId }, _params, { tutti, room }) {
    const shelves = await shelvesOfRoom(tutti, room)
    const track = await shelves.find(trackId)
    return track ? { type: 'add', track } : 'track_not_found'
  },
})

export const action = command.action
export const middleware = command.middleware
