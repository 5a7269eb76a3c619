import { z } from 'zod'
import type { InvitedRole } from '~/domain/room/command'
import { ROOM_NAME_MAX_CHARACTERS, ROOM_PASSWORD_MAX_CHARACTERS, type Policy } from '~/domain/room/policy'
import { line, type Body } from '../../form'
import { PLAIN_TIME_ZONE, readStart, readTimeZone } from './start-time'

/** What the form sets of the room's policy by switches. */
export const WISH_SWITCHES = [
  'othersMayPlayPause',
  'othersMaySeek',
  'guestsMayJoin',
  'readyGate',
] as const satisfies (keyof Policy)[]

type Switches = Record<(typeof WISH_SWITCHES)[number], boolean>

/** Everything that the form for a new watch party holds, chosen or looked for, as it travels from page to page. */
export type Wish = {
  /** Becomes the room's id: sent twice, one party is opened (S11). */
  commandId: string
  itemId: string | null
  withRest: boolean
  /** What is being looked into: a library, a series or a season; null for all libraries. */
  placeId: string | null
  query: string
  cursor: string | null
  /** On a phone one of the two halves is shown. */
  step: 'what' | 'who'
  /** Those who are invited, by their accounts' ids. */
  roles: Record<string, InvitedRole>
  name: string
  password: string
  switches: Switches
  joinRole: InvitedRole
  /** When it begins by itself, as it was typed and as clocks in `timeZone` show it; and as a moment, where it is one. */
  startsAt: string
  timeZone: string
  startsAtMs: number | null
}

/** What is wrong, by field; `item` and `invites` are about what cannot be watched and who cannot come. */
export type WishProblems = Partial<Record<'name' | 'password' | 'startsAt' | 'item' | 'invites' | '', string>>

const id = z.uuid().toLowerCase().nullable().catch(null)
const text = z.string().catch('')
const tick = z.union([z.boolean(), z.stringbool()]).catch(false)
const role = z.enum(['viewer', 'controller']).catch('viewer')

/** What cannot be read is as if it were not there: only a program would send it, and the page shows what is left. */
const Fields = z.looseObject({
  commandId: z.uuid().catch(() => crypto.randomUUID()),
  item: id,
  rest: tick,
  place: id,
  q: text.transform((query) => query.trim()),
  step: z.enum(['what', 'who']).catch('what'),
  name: text,
  password: text,
  joinRole: role,
  startsAt: text,
  timeZone: z.string().transform(readTimeZone).catch(PLAIN_TIME_ZONE),
  switches: z.literal('shown').optional().catch(undefined),
  choose: z
    .union([z.uuid().toLowerCase(), z.literal('none')])
    .optional()
    .catch(undefined),
  into: z
    .union([z.uuid().toLowerCase(), z.literal('all')])
    .optional()
    .catch(undefined),
  after: z.string().optional().catch(undefined),
  turn: z.enum(['what', 'who']).optional().catch(undefined),
})

type Read = z.output<typeof Fields>

/** Reads the form, with what was just pressed in it; `preset` is what the switches say before they are shown. */
export function readWish(
  body: Body,
  preset: Policy,
  nowMs = Date.now(),
): { wish: Wish; problems: WishProblems } {
  const read = Fields.parse(body ?? {})
  const start = readStart(read.startsAt, read.timeZone, nowMs)
  const wish: Wish = {
    commandId: read.commandId,
    itemId: read.choose === undefined ? read.item : read.choose === 'none' ? null : read.choose,
    withRest: read.rest,
    placeId: read.into === undefined ? read.place : read.into === 'all' ? null : read.into,
    query: read.into === undefined ? read.q : '',
    cursor: read.after ?? null,
    step: read.turn ?? (read.choose && read.choose !== 'none' ? 'who' : read.step),
    roles: rolesIn(read),
    name: read.name,
    password: read.password,
    switches: switchesIn(read, preset),
    joinRole: read.joinRole,
    startsAt: read.startsAt,
    timeZone: read.timeZone,
    startsAtMs: 'problem' in start ? null : start.startsAtMs,
  }
  return { wish, problems: { ...problemsOf(wish), ...('problem' in start && { startsAt: start.problem }) } }
}

/** `invite.<account>` is ticked for those who shall come, `role.<account>` is what they come as. */
function rolesIn(read: Read): Wish['roles'] {
  const invited = Object.keys(read).filter((key) => key.startsWith('invite.') && tick.parse(read[key]))
  const ids = invited.map((key) => key.slice('invite.'.length))
  return Object.fromEntries(ids.map((id) => [id, role.parse(read[`role.${id}`])]))
}

/** A browser sends nothing for a box that is not ticked: `switches=shown` says that they were there to be ticked. */
function switchesIn(read: Read, preset: Policy): Switches {
  const on = (name: (typeof WISH_SWITCHES)[number]) =>
    name in read || read.switches ? tick.parse(read[name]) : preset[name]
  return Object.fromEntries(WISH_SWITCHES.map((name) => [name, on(name)])) as Switches
}

function problemsOf({ name, password }: Wish): WishProblems {
  const named = line(ROOM_NAME_MAX_CHARACTERS).safeParse(name)
  return {
    ...(!named.success && { name: named.error.issues[0]?.message }),
    ...(password.length > ROOM_PASSWORD_MAX_CHARACTERS && { password: 'That is too long' }),
  }
}
