import { z } from 'zod'
import { wholeNumber } from '../../form'
import { commandRoute } from '../command.server'
import { onlyWords } from '../words/only'

export { default, handle, headers, loader, meta } from '../page'

/** What playback should be: going or not, or at another place. */
const Playback = z.union([
  z.object({ playing: z.union([z.boolean(), z.stringbool()]) }),
  z.object({ positionMs: wholeNumber({ min: 0, max: 86_400_000 }) }),
])

const command = commandRoute({
  schema: Playback,
  command(input) {
    if ('positionMs' in input) return { type: 'seek', positionMs: input.positionMs }
    return { type: input.playing ? 'play' : 'pause' }
  },
  whyNot: (input, room) => onlyWords(room, 'positionMs' in input ? 'seek' : input.playing ? 'play' : 'pause'),
})

export const action = command.action
export const middleware = command.middleware
