import type { MiddlewareFunction } from 'react-router'
import { listPeople, type PersonListed } from '~/auth/accounts/people.server'
import { openInvites } from '~/auth/accounts/sign-up-invites.server'
import { serverSettings } from '~/auth/server-settings.server'
import type { PageHandle } from '~/root'
import { tuttiContext } from '~/tutti.server'
import localTimesUrl from '~/ui/local-times.ts?worker&url'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { requireAdminSession } from '../../account/required.server'
import { answerProgram, wantsJson } from '../../request.server'
import { InviteLinks } from './invite-links'
import { PeopleList } from './people-list'
import { WelcomeForm } from './welcome-form'
import type { Route } from './+types/page'

export { headers } from '../../page-headers'

export const handle: PageHandle = { island: localTimesUrl }

export const meta: Route.MetaFunction = () => [{ title: 'People · Tutti' }]

export const middleware: MiddlewareFunction<Response>[] = [
  (args, next) => {
    if (args.request.method !== 'GET' || !wantsJson(args.request)) return next()
    return answerProgram(async () => {
      requireAdminSession(args)
      const people = await listPeople(args.context.get(tuttiContext).db)
      return Response.json({ people: people.map(asJson) })
    })
  },
]

export async function loader(args: Route.LoaderArgs) {
  const { account } = requireAdminSession(args)
  const { db } = args.context.get(tuttiContext)
  const [people, invites, settings] = await Promise.all([listPeople(db), openInvites(db), serverSettings(db)])
  return { people, invites, settings, ownId: account.id }
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { people, invites, settings, ownId } = loaderData
  return (
    <PageFrame current="/admin/people">
      <PageTitle lead="Who has an account here, and who may make one.">People</PageTitle>
      <PeopleList people={people} ownId={ownId} answer={actionData} />
      <WelcomeForm settings={settings} answer={actionData} />
      <InviteLinks invites={invites} isNeeded={settings.signUp === 'invited'} answer={actionData} />
    </PageFrame>
  )
}

function asJson({ id, username, email, role, createdAtMs, lastSeenAtMs }: PersonListed) {
  return { id, username, email, role, created_at: moment(createdAtMs), last_seen_at: moment(lastSeenAtMs) }
}

function moment(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString()
}
