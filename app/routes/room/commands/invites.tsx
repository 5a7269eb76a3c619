import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findAccounts } from '~/auth/accounts/find-accounts.server'
import { listPeople } from '~/auth/accounts/people.server'
import type { Member } from '~/domain/membership/member'
import { may } from '~/domain/membership/permissions'
import type { Room } from '~/domain/room/room'
import { seenByEach } from '~/media/libraries/access.server'
import type { PageHandle } from '~/root'
import { openGuestLinks } from '~/sync/store/guest-links.server'
import type { Tutti } from '~/tutti.server'
import localTimesUrl from '~/ui/local-times.ts?worker&url'
import { commandRoute, type RefusedForm } from '../command.server'
import { InvitePage } from '../invites/invite-page'
import { refusal, requireMembership } from '../membership.server'
import type { Route } from './+types/invites'

export { headers } from '../../page-headers'

export const handle: PageHandle = { island: localTimesUrl }

export const meta: Route.MetaFunction = () => [{ title: 'Invite people · Tutti' }]

const command = commandRoute({
  schema: z.object({ accountId: z.uuid().toLowerCase(), role: z.enum(['viewer', 'controller']) }),
  async command({ accountId, role }, _params, { tutti, room, member }) {
    // Nobody else is told who has an account here.
    if (!may(room.policy, member, 'member.invite') || !knowsPeople(member)) return 'not_authorized'
    const [account] = await findAccounts(tutti.db, [accountId])
    if (!account) return 'unprocessable'
    if (!(await whoMaySee(tutti, room, member.accountId))(account.id)) return 'may_not_see'
    return { type: 'invite', memberId: randomUUID(), accountId, name: account.username, role }
  },
  next: (code) => `/rooms/${code}/invites`,
})

export const action = command.action
export const middleware = command.middleware

/** Everybody with an account but those who are in, and what became of their invitations: for hosts. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { tutti, room, member } = await requireMembership(context, params.code)
  if (room.ended) throw refusal('session_ended')
  if (!may(room.policy, member, 'member.invite')) throw refusal('not_authorized')
  const members = Object.values(room.members)
  const maySee = await whoMaySee(tutti, room, member.accountId)
  const people = (await listPeople(tutti.db)).map(({ id, username }) => ({
    id,
    username,
    maySee: maySee(id),
    member: members.find(({ accountId }) => accountId === id) ?? null,
  }))
  const { code, name, isLocked, current } = room
  return {
    room: { code, name, isLocked, title: current?.track.title ?? null },
    people: people.filter(
      (person) => person.member?.state !== 'in' && (person.member !== null || knowsPeople(member)),
    ),
    links: await openGuestLinks(tutti.db, room.id, tutti.engine.clock.nowMs()),
  }
}

export default function Invites({ loaderData, actionData }: Route.ComponentProps) {
  const refused = (actionData as { refused?: RefusedForm } | undefined)?.refused ?? null
  return <InvitePage {...loaderData} problem={refused?.message ?? null} answer={actionData} />
}

/** Guests may host as well: who has an account here is for those to know who have one. */
function knowsPeople({ accountId }: Member): boolean {
  return accountId !== null
}

/** Who may see what is on; everybody while nothing is. What the host may not see, nobody is asked to. */
async function whoMaySee(
  tutti: Tutti,
  { current }: Room,
  hostId: string | null,
): Promise<(accountId: string) => boolean> {
  if (!current) return () => true
  const shelves = await tutti.library.seenBy(...(hostId ? [hostId] : []))
  const item = await shelves.item(current.track.id)
  const seen = item ? await seenByEach(tutti.db, [item.libraryId]) : new Map()
  return (accountId) => seen.has(accountId)
}
