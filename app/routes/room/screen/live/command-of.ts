import type { Track } from '~/domain/queue/queue'
import type { CommandBody } from '~/sync/browser/room-feed'

export type Fields = Record<string, string>

/**
 * What a form asks of the room, so that the rules can say at once what will come of it. `path` is below the room's own
 * URL. Undefined for what the browser cannot foresee; the server's answer shows it then.
 */
export function commandOf(
  path: string,
  fields: Fields,
  findTrack: (trackId: string) => Track | undefined,
): CommandBody | undefined {
  const [noun, id = '', verb] = path.split('/')
  if (noun === 'queue' && verb === 'removal') return { type: 'removeItem', itemId: id }
  if (noun === 'queue' && verb === 'place')
    return { type: 'moveItem', itemId: id, toIndex: Number(fields.index) }
  return COMMANDS[path]?.(fields, findTrack)
}

type Reader = (fields: Fields, findTrack: (trackId: string) => Track | undefined) => CommandBody | undefined

const COMMANDS: Record<string, Reader> = {
  queue({ trackId = '' }, findTrack) {
    const track = findTrack(trackId)
    return track && { type: 'add', track }
  },
  playback({ positionMs, playing }) {
    if (positionMs !== undefined) return { type: 'seek', positionMs: Number(positionMs) }
    return { type: playing === 'true' ? 'play' : 'pause' }
  },
  skip: ({ itemId = '' }) => ({ type: 'skip', itemId }),
  votes: ({ itemId = '' }) => ({ type: 'vote', itemId }),
  'votes/withdrawal': ({ itemId = '' }) => ({ type: 'withdrawVote', itemId }),
  messages: ({ text = '' }) => ({ type: 'say', text }),
}
