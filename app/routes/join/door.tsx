import { randomUUID } from 'node:crypto'
import { redirect } from 'react-router'
import { askerContext } from '~/asker.server'
import { guestName } from '~/domain/membership/names'
import { tuttiContext } from '~/tutti.server'
import { membershipIn, requireRoom } from '../room/membership.server'
import type { Route } from './+types/door'

export async function loader({ context, params }: Route.LoaderArgs) {
  const room = await requireRoom(context, params.code)
  const member = await membershipIn(context, room)
  if (member?.state === 'in') throw redirect(`/rooms/${room.code}`)
  return { name: room.name }
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const room = await requireRoom(context, params.code)
  const form = await request.formData()
  const { person } = context.get(askerContext)
  await context.get(tuttiContext).engine.rooms.execute(
    room.id,
    { personId: person.id },
    {
      id: randomUUID(),
      type: 'join',
      memberId: randomUUID(),
      name: String(form.get('name') ?? ''),
      fallbackName: guestName(Math.random()),
      role: 'guest',
    },
  )
  return redirect(`/rooms/${room.code}`, 303)
}

export default function Door({ loaderData }: Route.ComponentProps) {
  return (
    <form method="post">
      <h1>{loaderData.name}</h1>
      <input name="name" aria-label="Your name" />
      <button className="button primary">Come in</button>
    </form>
  )
}
