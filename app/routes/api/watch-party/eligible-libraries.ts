import type { z } from 'zod'
import { askerContext } from '~/asker.server'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, readBody, refuseJson, wrongMethod } from '../../request.server'
import { refusal } from '../../room/membership.server'
import { EligibleLibraries, type LibraryIds } from '../schemas'
import { requirePeople } from './people.server'
import type { Route } from './+types/eligible-libraries'

export const loader = () => wrongMethod('POST')

/** The libraries that the asker and all of these people may see. */
export function action({ request, context }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(async () => {
    const { account } = context.get(askerContext)
    if (!account) throw refusal('unauthenticated')
    const parsed = EligibleLibraries.safeParse(await readBody(request))
    if (!parsed.success) return refuseJson('bad_request', undefined, parsed.error)
    const { db, library } = context.get(tuttiContext)
    const people = await requirePeople(db, parsed.data.user_ids)
    if (people instanceof Response) return people
    const shelves = await library.seenBy(account.id, ...people.map((person) => person.id))
    const answer: z.infer<typeof LibraryIds> = { library_ids: [...shelves.libraryIds] }
    return Response.json(answer)
  })
}
