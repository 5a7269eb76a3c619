import type { z } from 'zod'
import { Done } from './schemas'
import type { Operation } from './operations'

/** What each command of a room does, in a few words, by its URL below `/rooms/{code}`. */
const SUMMARIES: Record<string, string> = {
  queue: 'Adds a song to what waits',
  'queue/{itemId}/removal': 'Takes a waiting song away',
  'queue/{itemId}/place': 'Moves a waiting song',
  playback: 'Plays or pauses, or goes to another place in the song',
  'gate/opening': 'Starts though not everyone is ready',
  skip: 'Goes on to the next song',
  votes: 'Votes to skip the song that plays',
  'votes/withdrawal': 'Takes the vote back',
  reports: 'Says that the song is over, or cannot be played here',
  reactions: 'Throws an emoji at the picture: everybody sees it, nobody keeps it',
  messages: 'Says something in the chat',
  name: 'Changes the asker’s own name',
  'members/{memberId}/admission': 'Lets somebody in who waits',
  'members/{memberId}/refusal': 'Declines somebody who waits',
  'members/{memberId}/removal': 'Removes somebody for as long as the room lives',
  'members/{memberId}/role': 'Makes somebody a co-host, a controller, or neither again',
  invites: 'Invites somebody who has an account',
  'invites/{memberId}/removal': 'Takes an invitation back',
  host: 'Hands the room over',
  'host/succession': 'Takes over from a host who has been gone for five minutes',
  password: 'Sets the room’s password, or takes it away when it is empty',
  departure: 'Leaves the room',
  end: 'Ends the room',
  settings: 'Changes the room’s name and settings',
  'screens/{memberId}/removal': 'Sends a screen away',
}

const ROOM = '/rooms/{code}/'

/** The commands of a room, as the routes that take them say (see `commandRoute`). */
export async function roomCommands(): Promise<Operation[]> {
  const { routes } = await import('virtual:react-router/server-build')
  return Object.values(routes).flatMap((route) => {
    const accepts = acceptedBy(route?.module.action)
    if (!route?.path || !accepts) return []
    const path = `/${route.path.replace(/:(\w+)/g, '{$1}')}`
    const summary = SUMMARIES[path.slice(ROOM.length)] ?? ''
    return { method: 'post', path, summary, asker: 'member', accepts, status: 200, answers: Done } as const
  })
}

function acceptedBy(action: unknown): z.ZodType | null {
  return typeof action === 'function' && 'accepts' in action ? (action.accepts as z.ZodType) : null
}
