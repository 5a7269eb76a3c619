import { randomUUID } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import { arrivalContext, askerContext } from '~/asker.server'
import { serverSettings } from '~/auth/server-settings.server'
import { guestName } from '~/domain/membership/names'
import { presetOf, type Kind } from '~/domain/room/kinds'
import { isRefusal, type RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { tuttiContext } from '~/tutti.server'
import type { FormState } from '~/ui/form'
import { displayName, parseForm, refusedForm, type Body } from '../form'
import {
  policyOf,
  SettingsFields,
  settingsFrom,
  settingsWith,
  type RoomSettings,
} from '../settings-form/schema'

const HOUR_MS = 3_600_000
/** An evening, with something left for those who do not want to go home. */
const USUAL_HOURS = 12

/** `commandId` becomes the room's id: a form that is sent twice opens one room (S11). */
export const NewRoomFields = SettingsFields.extend({
  host: displayName.optional(),
  commandId: z.uuid({ error: 'Please reload this page' }).optional(),
})

/** `named` is the name that the host gave, if any. */
type Opened =
  | { ok: true; room: Room; named: string | undefined }
  | { ok: false; refusal: RefusalCode; form: FormState; headers?: Record<string, string> }

/** Opens a room as a form or a program asks for it. */
export async function openFrom(
  context: Readonly<RouterContextProvider>,
  kind: Kind,
  body: Body,
): Promise<Opened> {
  const no = (refusal: RefusalCode, headers?: Record<string, string>) =>
    ({ ok: false, refusal, form: refusedForm(refusal, body), headers }) as const
  const { db, engine, limits } = context.get(tuttiContext)
  const { person, account, roomId } = context.get(askerContext)
  // A guest's token is for one room, and opens no other.
  if (roomId) return no('not_authorized')
  if (!account && (await serverSettings(db)).whoMayOpenRooms === 'accounts') return no('accounts_only')
  const parsed = parseForm(NewRoomFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const limited = await limits.openRoom(context.get(arrivalContext).address)
  if (limited) return no('rate_limited', { 'Retry-After': String(limited.retryAfterS) })

  const { commandId = randomUUID(), host, ...fields } = parsed.input
  const settings = settingsFrom(fields, presetSettings(kind))
  const hostName = host || guestName(Math.random())
  const room = await engine.rooms.openOnce({
    id: commandId,
    kind,
    name: settings.name || `${hostName}’s ${presetOf(kind).noun.toLowerCase()}`,
    policy: policyOf(settings),
    hostName,
    hostAccountId: account?.id ?? null,
    personId: person.id,
    endsAtMs: engine.clock.nowMs() + settings.hours * HOUR_MS,
  })
  return isRefusal(room) ? no(room.refusal) : { ok: true, room, named: host }
}

export function presetSettings(kind: Kind): RoomSettings {
  return settingsWith(presetOf(kind).policy, '', USUAL_HOURS)
}
