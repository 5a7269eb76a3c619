import { redirect } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import { guestName } from '~/domain/membership/names'
import { isKind, presetOf } from '~/domain/room/kinds'
import { tuttiContext } from '~/tutti.server'
import { refusal } from '../room/membership.server'
import type { Route } from './+types/room'

export function loader({ params }: Route.LoaderArgs) {
  if (!isKind(params.kind)) throw refusal('session_not_found')
  return { kind: params.kind }
}

export async function action({ request, context, params }: Route.ActionArgs) {
  if (!isKind(params.kind)) throw refusal('session_not_found')
  const { engine } = context.get(tuttiContext)
  const form = await request.formData()
  const { person } = context.get(askerContext)
  void arrivalContext
  const room = await engine.rooms.open({
    kind: params.kind,
    name: String(form.get('name') || 'Jam'),
    policy: presetOf(params.kind).policy,
    hostName: String(form.get('host') || guestName(Math.random())),
    personId: person.id,
    endsAtMs: engine.clock.nowMs() + 12 * 3_600_000,
  })
  return redirect(`/rooms/${room.code}`, 303)
}

export default function NewRoom() {
  return (
    <form method="post">
      <input name="name" aria-label="Name" />
      <button className="button primary">Open</button>
    </form>
  )
}
