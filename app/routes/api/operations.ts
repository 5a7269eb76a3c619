import { z } from 'zod'
import { HeartbeatFields } from '~/heartbeat.server'
import { JoinFields } from '../join/admission.server'
import { NewRoomFields } from '../new/opening.server'
import { GuestLinkFields } from '../room/invites/guest-link-fields'
import * as api from './schemas'
import { WATCH_PARTY } from './watch-party/operations'

/** Who may ask: anybody, a user's token, a member of the room (by cookie or by a guest's token), or who is logged in. */
type Asker = 'anybody' | 'user' | 'member' | 'session'

export type Operation = {
  method: 'get' | 'post'
  path: string
  summary: string
  asker: Asker
  accepts?: z.ZodType
  query?: Record<string, string>
  status: number
  /** What comes back; a string names a type that is not JSON. */
  answers: z.ZodType | 'text/event-stream'
}

/** Every URL that answers JSON but the commands of a room, which `commands.server.ts` finds. */
export const OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/api/jam/sessions',
    summary: 'Opens a jam',
    asker: 'user',
    accepts: api.NewSession,
    status: 201,
    answers: api.OpenedSession,
  },
  {
    method: 'get',
    path: '/api/jam/sessions/{code}',
    summary: 'What anybody with the code may know of a jam',
    asker: 'anybody',
    status: 200,
    answers: api.Session,
  },
  {
    method: 'get',
    path: '/api/jam/sessions/{code}/search',
    summary: 'Searches the library, for users and for guests of this jam',
    asker: 'member',
    query: { q: 'What to look for; everything by title when it is empty' },
    status: 200,
    answers: api.FoundTracks,
  },
  {
    method: 'get',
    path: '/api/jam/history',
    summary: 'The jams that the token’s owner hosted or joined, the latest first',
    asker: 'user',
    status: 200,
    answers: api.SessionHistory,
  },
  ...WATCH_PARTY,
  {
    method: 'post',
    path: '/new/{kind}',
    summary: 'Opens a room, as the form at this address does',
    asker: 'anybody',
    accepts: NewRoomFields,
    status: 201,
    answers: api.OpenedRoom,
  },
  {
    method: 'post',
    path: '/join/{code}',
    summary: 'Joins a room, or asks to; answers a token for it. 200 instead of 201 for who was there before',
    asker: 'anybody',
    accepts: JoinFields,
    query: { guest: 'What is in a link for guests: it stands for an invitation, and for the password' },
    status: 201,
    answers: api.Joined,
  },
  {
    method: 'post',
    path: '/rooms/{code}/guest-links',
    summary: 'Makes a link by which one guest comes in, or any number of them for an hour. For hosts',
    asker: 'member',
    accepts: GuestLinkFields,
    status: 201,
    answers: api.GuestLink,
  },
  {
    method: 'post',
    path: '/rooms/{code}/guest-links/{linkId}/revocation',
    summary: 'Takes such a link back; who came in by it stays',
    asker: 'member',
    status: 200,
    answers: z.object({ ok: z.literal(true) }),
  },
  {
    method: 'post',
    path: '/join/{code}/withdrawal',
    summary: 'Stops waiting at the door',
    asker: 'member',
    status: 200,
    answers: api.Done,
  },
  {
    method: 'get',
    path: '/rooms/{code}/search',
    summary: 'Searches the library, a page at a time',
    asker: 'member',
    query: { q: 'What to look for', cursor: 'The `nextCursor` of the page before' },
    status: 200,
    answers: api.SearchPage,
  },
  {
    method: 'post',
    path: '/rooms/{code}/heartbeat',
    summary: 'Keeps a member present for 15 seconds, tells how its sound stands, and asks the room’s clock',
    asker: 'member',
    accepts: HeartbeatFields,
    status: 200,
    answers: api.Heartbeat,
  },
  {
    method: 'get',
    path: '/rooms/{code}/events',
    summary:
      'Everything that happens in the room, as server-sent events: `snapshot`, `events`, `presence`, `waiting`, ' +
      '`reactions`, `admitted`, `gone`, and for hosts `devices`. ' +
      'Resumes after `Last-Event-ID`. Who waits at the door is sent `admitted` or `gone` alone',
    asker: 'member',
    query: { last: 'A position to resume after, for those who cannot send the header' },
    status: 200,
    answers: 'text/event-stream',
  },
  {
    method: 'get',
    path: '/history/{roomId}/played.json',
    summary: 'What was played in a room that the asker was in',
    asker: 'member',
    status: 200,
    answers: api.PlayedList,
  },
  {
    method: 'post',
    path: '/rooms/{code}/screens',
    summary: 'Brings the screen that shows this pairing code into the room',
    asker: 'member',
    accepts: z.object({ code: z.string() }),
    status: 200,
    answers: api.ConfirmedScreen,
  },
  {
    method: 'get',
    path: '/pair/state',
    summary:
      'What a screen without a room does next: shows a pairing code, or goes to a stage. For its cookie',
    asker: 'anybody',
    status: 200,
    answers: api.ScreenState,
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description',
    asker: 'anybody',
    status: 200,
    answers: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }),
  },
  {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the database and the bus answer; 503 when they do not',
    asker: 'anybody',
    status: 200,
    answers: api.Health,
  },
]
