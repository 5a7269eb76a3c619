import { randomUUID } from 'node:crypto'
import { data, redirect, type MiddlewareFunction } from 'react-router'
import { askerContext } from '~/asker.server'
import { REFUSALS } from '~/domain/room/refusal'
import type { PageHandle } from '~/root'
import { tuttiContext } from '~/tutti.server'
import { UNTOUCHED } from '~/ui/form'
import { PageFrame } from '~/ui/page-frame'
import { publicOrigin } from '../public-origin.server'
import { rememberName } from '../remember-name.server'
import { answerProgram, readBody, refuseJson, wantsJson } from '../request.server'
import { membershipIn, requireRoom } from '../room/membership.server'
import { admit } from './admission.server'
import { accountFor } from './credentials.server'
import { AskToComeIn, Invitation, NoWayIn, Waiting } from './door-states'
import { doorwayOf, STATUS_OF } from './doorway.server'
import { guestLinkIn } from './guest-link.server'
import { NoSuchRoom } from './no-such-room'
import { previewOf } from './preview'
import islandUrl from './waiting-island.ts?worker&url'
import type { Route } from './+types/door'

export { headers } from '../page-headers'

export const handle: PageHandle = { island: islandUrl }

export function meta({ loaderData }: Route.MetaArgs) {
  return loaderData ? previewOf(loaderData.doorway, loaderData.origin) : []
}

/** Joining for programs: the answer holds a token with which they can do what a guest can. */
export const middleware: MiddlewareFunction<Response>[] = [
  ({ request, context, params, url }, next) => {
    if (request.method !== 'POST' || !wantsJson(request)) return next()
    return answerProgram(async () => {
      const room = await requireRoom(context, params.code!)
      const link = await guestLinkIn(context, room, url)
      const admitted = await admit(context, room, await readBody(request), link)
      if (!admitted.ok) return refuseJson(admitted.refusal, admitted.headers)
      const { seq, member, before } = admitted
      const { person } = context.get(askerContext)
      const bearer = { personId: person.id, roomId: room.id }
      const token = await context.get(tuttiContext).tokens.issue(bearer, member.name)
      const state = member.state as 'in' | 'waiting'
      return Response.json(
        { ok: true, seq, member_id: member.id, state, token },
        { status: before ? 200 : 201 },
      )
    })
  },
]

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const room = await requireRoom(context, params.code)
  const member = await membershipIn(context, room)
  if (member?.state === 'in' && !room.ended) throw redirect(`/rooms/${room.code}`)
  const link = await guestLinkIn(context, room, url)
  const doorway = doorwayOf(room, member, await accountFor(context, room), link)
  const { person, account } = context.get(askerContext)
  return data(
    {
      doorway,
      isKnown: account !== null,
      origin: publicOrigin(context),
      yourName: person.name ?? '',
      commandId: randomUUID(),
    },
    { status: STATUS_OF[doorway.standing] },
  )
}

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const room = await requireRoom(context, params.code)
  const link = await guestLinkIn(context, room, url)
  const admitted = await admit(context, room, await readBody(request), link)
  if (!admitted.ok && admitted.refusal === 'already_joined') throw redirect(`/rooms/${room.code}`, 303)
  if (!admitted.ok) {
    return data(
      { form: admitted.form },
      { status: REFUSALS[admitted.refusal].status, headers: admitted.headers },
    )
  }
  const headers = admitted.named ? await rememberName(context, admitted.named) : undefined
  // Where they may not go in yet, the room's page would lead back here.
  const next = admitted.member.state === 'in' ? `/rooms/${room.code}` : `/join/${room.code}`
  return redirect(next, { status: 303, headers })
}

export default function Door({ loaderData, actionData }: Route.ComponentProps) {
  const { doorway, isKnown, yourName, commandId } = loaderData
  const form = actionData?.form ?? UNTOUCHED
  const mayAsk = doorway.standing === 'open' || doorway.standing === 'declined'
  return (
    <PageFrame>
      <Invitation doorway={doorway} />
      {mayAsk && <AskToComeIn doorway={doorway} form={form} yourName={yourName} commandId={commandId} />}
      {doorway.standing === 'waiting' && <Waiting code={doorway.code} />}
      {!mayAsk && doorway.standing !== 'waiting' && <NoWayIn doorway={doorway} isKnown={isKnown} />}
    </PageFrame>
  )
}

export { NoSuchRoom as ErrorBoundary }
