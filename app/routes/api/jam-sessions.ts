import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { arrivalContext } from '~/asker.server'
import { guestName } from '~/domain/membership/names'
import { presetOf } from '~/domain/room/kinds'
import { MAX_LIFETIME_MS, type Policy } from '~/domain/room/policy'
import { isRefusal } from '~/domain/room/refusal'
import { lastNameOf } from '~/sync/store/history.server'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, readBody, refuseJson, wrongMethod } from '../request.server'
import { requireUserBearer } from './bearer.server'
import { NewSession, type OpenedSession } from './schemas'
import { showRoomCode } from './share-code'
import type { Route } from './+types/jam-sessions'

export const loader = () => wrongMethod('POST')

type SessionSettings = NonNullable<z.output<typeof NewSession>['settings']>

/** Opens a jam for whoever the token speaks for. */
export function action({ request, context }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(async () => {
    const { person, account } = requireUserBearer(context)
    const { db, engine, limits } = context.get(tuttiContext)
    const parsed = NewSession.safeParse(await readBody(request))
    if (!parsed.success) return refuseJson('bad_request', undefined, parsed.error)
    const { settings = {}, command_id: id = randomUUID() } = parsed.data
    const nowMs = engine.clock.nowMs()
    const endsAtMs = readExpiry(settings.expires_at) ?? nowMs + MAX_LIFETIME_MS / 2
    if (endsAtMs <= nowMs) return refuseJson('bad_request')
    const limited = await limits.openRoom(context.get(arrivalContext).address)
    if (limited) return refuseJson('rate_limited', { 'Retry-After': String(limited.retryAfterS) })

    const hostName = (await lastNameOf(db, person.id)) ?? guestName(Math.random())
    const room = await engine.rooms.openOnce({
      id,
      kind: 'jam',
      name: settings.name || `${hostName}’s jam`,
      policy: policyFrom(settings),
      hostName,
      hostAccountId: account?.id ?? null,
      personId: person.id,
      endsAtMs,
    })
    if (isRefusal(room)) return refuseJson(room.refusal)
    const opened: z.infer<typeof OpenedSession> = { session_id: room.id, share_code: showRoomCode(room) }
    return Response.json(opened, { status: 201 })
  })
}

function policyFrom(settings: SessionSettings): Policy {
  const preset = presetOf('jam').policy
  return {
    ...preset,
    guestsMayJoin: settings.allow_guests ?? preset.guestsMayJoin,
    approveJoins: settings.require_approval ?? preset.approveJoins,
    guestsMayAdd: settings.guest_can_add ?? preset.guestsMayAdd,
    guestsMayVote: settings.guest_can_skip_vote ?? preset.guestsMayVote,
    maxWaitingPerPerson: settings.max_queue_per_person ?? preset.maxWaitingPerPerson,
  }
}

function readExpiry(expiresAt: string | number | null | undefined): number | null {
  return typeof expiresAt === 'string' ? Date.parse(expiresAt) : (expiresAt ?? null)
}
