import { z } from 'zod'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { line } from '../form'
import { ROOM_NAME_MAX_CHARACTERS, POLICY_LIMITS } from '~/domain/room/policy'

/** What programs send to `/api` and what they are answered, everywhere. Times are ISO 8601 unless they say `_ms`. */

const codes = Object.keys(REFUSALS) as RefusalCode[]
const moment = z.iso.datetime()

export const Refused = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.enum(codes), message: z.string() }),
})

export const Done = z.object({
  ok: z.literal(true),
  seq: z.int().describe('The room’s position after the command'),
})

export const Joined = Done.extend({
  member_id: z.uuid(),
  state: z.enum(['in', 'waiting']),
  token: z.string().describe('A Bearer token that can do in this room what a guest can'),
})

export const OpenedRoom = Done.extend({ room_id: z.uuid(), code: z.string() })

export const NewSession = z.object({
  settings: z
    .object({
      name: line(ROOM_NAME_MAX_CHARACTERS),
      allow_guests: z.boolean(),
      require_approval: z.boolean(),
      guest_can_add: z.boolean(),
      guest_can_skip_vote: z.boolean(),
      max_queue_per_person: z
        .int()
        .min(POLICY_LIMITS.maxWaitingPerPerson.min)
        .max(POLICY_LIMITS.maxWaitingPerPerson.max)
        .describe('0 sets no limit'),
      expires_at: z
        .union([z.iso.datetime({ offset: true }), z.int()])
        .nullable()
        .describe('ISO 8601 or epoch milliseconds; a day from now at the latest'),
    })
    .partial()
    .optional(),
  command_id: z.uuid().optional().describe('Becomes the session’s id: sent twice, one session is opened'),
})

export const OpenedSession = z.object({ session_id: z.uuid(), share_code: z.string() })

export const Session = z.object({
  name: z.string(),
  host_name: z.string().nullable(),
  participant_count: z.int(),
  current_track: z.object({ title: z.string(), artist: z.string().nullable() }).nullable(),
  is_active: z.boolean(),
})

const Track = z.object({
  id: z.uuid(),
  title: z.string(),
  artist: z.string().nullable(),
  album: z.string().nullable(),
  duration_ms: z.int(),
  artwork_url: z.string().nullable(),
})

export const FoundTracks = z.object({ tracks: z.array(Track) })

export const SessionHistory = z.object({
  sessions: z.array(
    z.object({
      session_id: z.uuid(),
      share_code: z.string(),
      name: z.string(),
      host_name: z.string().nullable(),
      role: z.enum(['host', 'cohost', 'controller', 'viewer', 'guest', 'stage']),
      joined_at: moment,
      started_at: moment,
      ended_at: moment.nullable(),
      is_active: z.boolean(),
      track_count: z.int(),
    }),
  ),
})

export const PlayedList = z.object({
  name: z.string(),
  host_name: z.string().nullable(),
  started_at: moment,
  ended_at: moment.nullable(),
  tracks: z.array(
    z.object({
      title: z.string(),
      artist: z.string().nullable(),
      album: z.string().nullable(),
      duration_ms: z.int(),
      added_by: z.string(),
      played_at: moment,
      outcome: z.enum(['played', 'skipped', 'voted']).nullable(),
    }),
  ),
})

/** A household has some dozens of accounts; a question about more is a mistake. */
const MOST_PEOPLE = 500

export const EligibleLibraries = z.object({
  user_ids: z.array(z.uuid()).max(MOST_PEOPLE).describe('Accounts; who asks counts as well'),
})

export const LibraryIds = z.object({ library_ids: z.array(z.uuid()) })

/** What the room's own pages search with. */
export const SearchPage = z.object({
  tracks: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['audio', 'video']),
      title: z.string(),
      artist: z.string().nullable(),
      album: z.string().nullable(),
      durationMs: z.int(),
      artworkId: z.string().nullable(),
      artworkColor: z.string().nullable(),
    }),
  ),
  hasMore: z.boolean(),
  nextCursor: z.string().nullable(),
  scan: z
    .object({
      state: z.enum(['scanning', 'idle']),
      found: z.int(),
      done: z.int(),
      broken: z.int(),
      opened: z.int(),
    })
    .describe('How far the media folders have been read'),
})

export const Heartbeat = z.object({
  t1: z.number().describe('When the request came, in milliseconds of the room’s clock'),
  t2: z.number().describe('When the answer left'),
  together: z.boolean().describe('Whether several devices sound in the place this one is in'),
})

export const GuestLink = z.object({ ok: z.literal(true), link: z.url().describe('Shown this once') })

export const ConfirmedScreen = z.object({ ok: z.literal(true) })

export const ScreenState = z.union([
  z.object({ stage: z.string().describe('The page to go to') }),
  z.object({ stage: z.null(), code: z.string(), renewsInMs: z.number() }),
])

export const Health = z.object({ ok: z.boolean(), database: z.boolean(), bus: z.boolean() })
