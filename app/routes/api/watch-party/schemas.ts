import { z } from 'zod'
import { ROOM_PASSWORD_MAX_CHARACTERS } from '~/domain/room/policy'

/** A table full of friends is some dozens. */
const MOST_INVITES = 100

const role = z.enum(['viewer', 'controller'])

const policy = z.object({
  allow_non_host_play_pause: z.boolean(),
  allow_non_host_seek: z.boolean(),
  default_join_role: role,
})

export const NewParty = z.object({
  item_id: z.uuid().describe('A film or an episode'),
  invites: z
    .array(z.object({ user_id: z.uuid(), role: role.default('viewer') }))
    .max(MOST_INVITES)
    .default([]),
  password: z.string().max(ROOM_PASSWORD_MAX_CHARACTERS).optional(),
  policy: policy.partial().default({}),
  command_id: z.uuid().optional().describe('Becomes the room’s id: sent twice, one party is opened'),
})

export const OpenedParty = z.object({ room_id: z.uuid(), join_path: z.string() })

export const Party = z.object({
  room_id: z.uuid(),
  item_id: z.uuid().nullable(),
  host_user_id: z.uuid().nullable(),
  status: z.enum(['lobby', 'ended']),
  password_required: z.boolean(),
  policy,
  members: z.array(
    z.object({
      user_id: z.uuid().nullable().describe('Null for guests'),
      username: z.string(),
      role: z.enum(['host', 'cohost', 'controller', 'viewer', 'guest']),
      status: z.enum(['invited', 'joined', 'declined', 'left', 'waiting', 'removed']),
    }),
  ),
})

export const JoinParty = z.object({ password: z.string().max(ROOM_PASSWORD_MAX_CHARACTERS).optional() })

export const JoinedParty = z.object({ ok: z.literal(true), role: z.string() })

export const PartyDone = z.object({ ok: z.literal(true) })

export const PartyInvites = z.array(
  z.object({
    room_id: z.uuid(),
    item_id: z.uuid().nullable(),
    item_title: z.string().nullable(),
    host_username: z.string().nullable(),
    created_ts: z.int().describe('Milliseconds since 1970'),
    password_required: z.boolean(),
    role,
  }),
)

export const StreamToken = z.object({
  token: z.string().describe('For `?t=` of the room’s events, for 60 s'),
})
