import { randomUUID } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import { arrivalContext, askerContext } from '~/asker.server'
import type { Member } from '~/domain/membership/member'
import { guestName } from '~/domain/membership/names'
import { ROOM_PASSWORD_MAX_CHARACTERS } from '~/domain/room/policy'
import { isRefusal, type RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { tuttiContext } from '~/tutti.server'
import type { FormState } from '~/ui/form'
import { displayName, parseForm, refusedForm, type Body } from '../form'
import { membershipIn } from '../room/membership.server'
import { credentialsFor } from './credentials.server'

export const JoinFields = z.object({
  name: displayName.optional(),
  password: z.string().max(ROOM_PASSWORD_MAX_CHARACTERS, 'That is too long').default(''),
  commandId: z.uuid({ error: 'Please reload this page' }).optional(),
})

/** Where the page says what is wrong; what is about no field is about the whole. */
const FIELD_OF: Partial<Record<RefusalCode, string>> = {
  password_required: 'password',
  wrong_room_password: 'password',
}

/** `before` is what the asker was in this room, if anything; `named` the name they gave, if any. */
type Admitted =
  | { ok: true; seq: number; member: Member; before: Member | null; named: string | undefined }
  | { ok: false; refusal: RefusalCode; form: FormState; headers?: Record<string, string> }

/**
 * Lets the asker into a room, or lets them ask to come in, as a form or a program says; `guestLinkId` is that of the link
 * for guests that they hold.
 */
export async function admit(
  context: Readonly<RouterContextProvider>,
  room: Room,
  body: Body,
  guestLinkId?: string,
): Promise<Admitted> {
  const no = (refusal: RefusalCode, headers?: Record<string, string>) =>
    ({ ok: false, refusal, form: refusedForm(refusal, body, FIELD_OF[refusal]), headers }) as const
  const { engine, limits } = context.get(tuttiContext)
  const { person, account, roomId } = context.get(askerContext)
  // A guest's token is for one room, and leads into no other.
  if (roomId && roomId !== room.id) return no('not_authorized')
  const parsed = parseForm(JoinFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const limited = await limits.join(context.get(arrivalContext).address)
  if (limited) return no('rate_limited', { 'Retry-After': String(limited.retryAfterS) })

  const { name, password, commandId = randomUUID() } = parsed.input
  const credentials = await credentialsFor(context, room, password)
  if ('retryAfterS' in credentials)
    return no('rate_limited', { 'Retry-After': String(credentials.retryAfterS) })
  const before = await membershipIn(context, room)
  const outcome = await engine.rooms.execute(
    room.id,
    { personId: person.id },
    {
      id: commandId,
      type: 'join',
      memberId: randomUUID(),
      name: name || account?.username || '',
      fallbackName: guestName(Math.random()),
      role: 'guest',
      ...credentials,
      ...(guestLinkId && { guestLinkId }),
    },
  )
  if (isRefusal(outcome)) return no(outcome.refusal)
  const memberId = await engine.rooms.memberIdOf(room.id, person.id)
  const member = memberId ? outcome.room.members[memberId] : undefined
  return member ? { ok: true, seq: outcome.seq, member, before, named: name } : no('changed_meanwhile')
}
