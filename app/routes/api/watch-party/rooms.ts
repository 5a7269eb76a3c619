import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { arrivalContext } from '~/asker.server'
import type { Policy } from '~/domain/room/policy'
import { isRefusal } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, readBody, refuseJson, wrongMethod } from '../../request.server'
import { isProblem, openParty } from '../../watch/open-party.server'
import { unprocessable } from './people.server'
import { requireAccount } from './party.server'
import { NewParty, type OpenedParty } from './schemas'
import type { Route } from './+types/rooms'

export const loader = () => wrongMethod('POST')

/** Opens a watch party and invites people to it. */
export function action({ request, context }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(async () => {
    const host = requireAccount(context)
    const parsed = NewParty.safeParse(await readBody(request))
    if (!parsed.success) return refuseJson('bad_request', undefined, parsed.error)
    const tutti = context.get(tuttiContext)
    const limited = await tutti.limits.openRoom(context.get(arrivalContext).address)
    if (limited) return refuseJson('rate_limited', { 'Retry-After': String(limited.retryAfterS) })

    const { item_id, invites, password = '', policy, command_id = randomUUID() } = parsed.data
    const room = await openParty(tutti, host, {
      id: command_id,
      itemId: item_id,
      withRest: false,
      invites: invites.map(({ user_id, role }) => ({ accountId: user_id, role })),
      name: '',
      password,
      policy: policyFrom(policy),
    })
    if (isProblem(room)) {
      const field = room.about === 'item' ? 'item_id' : 'invites'
      return unprocessable(field, `${room.words}: ${room.ids.join(', ')}`)
    }
    if (isRefusal(room)) return refuseJson(room.refusal)
    const opened: z.infer<typeof OpenedParty> = { room_id: room.id, join_path: `/join/${room.code}` }
    return Response.json(opened, { status: 201 })
  })
}

function policyFrom(given: z.output<typeof NewParty>['policy']): Partial<Policy> {
  const { allow_non_host_play_pause, allow_non_host_seek, default_join_role } = given
  return {
    ...(allow_non_host_play_pause !== undefined && { othersMayPlayPause: allow_non_host_play_pause }),
    ...(allow_non_host_seek !== undefined && { othersMaySeek: allow_non_host_seek }),
    ...(default_join_role !== undefined && { joinRole: default_join_role }),
  }
}
