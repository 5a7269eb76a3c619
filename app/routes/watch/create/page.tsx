import { data, redirect, type MiddlewareFunction } from 'react-router'
import { arrivalContext } from '~/asker.server'
import { presetOf } from '~/domain/room/kinds'
import { isRefusal, REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import type { PageHandle } from '~/root'
import { tuttiContext } from '~/tutti.server'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { requireAccount } from '../../account/required.server'
import { answerProgram, readBody, refuseJson, wantsJson } from '../../request.server'
import { isProblem, openParty } from '../open-party.server'
import islandUrl from './island.ts?worker&url'
import { PartyForm } from './party-form'
import { partyPage } from './party-page.server'
import { keepSent, sentTo } from './sent.server'
import { readWish, type Wish, type WishProblems } from './wish'
import type { Route } from './+types/page'

export { headers } from '../../page-headers'

export const handle: PageHandle = { island: islandUrl }

export const meta: Route.MetaFunction = () => [{ title: 'Start a watch party · Tutti' }]

type Args = Route.LoaderArgs | Route.ActionArgs

export async function loader(args: Args) {
  const host = requireAccount(args)
  const { wish, problems, blamedIds } = sentTo(args.context, args.url)
  const page = await partyPage(args.context.get(tuttiContext), host, wish)
  return { wish, problems, blamedIds, ...page }
}

type Opened =
  { ok: true; room: Room } | { ok: false; refusal: RefusalCode; words: string; retryAfterS?: number }

/** Opens the party that the form describes; what is in its way is kept for the page that shows the form again. */
async function open(args: Route.ActionArgs): Promise<Opened> {
  const host = requireAccount(args)
  const { context, request } = args
  const tutti = context.get(tuttiContext)
  const { wish, problems } = readWish(await readBody(request), presetOf('watch').policy)
  const no = (refusal: RefusalCode, wrong: WishProblems, blamedIds: string[] = []) => {
    keepSent(context, { wish: { ...wish, step: stepWith(wrong) ?? wish.step }, problems: wrong, blamedIds })
    const [[field = '', said = ''] = []] = Object.entries(wrong)
    return { ok: false, refusal, words: field === '' ? said : `${field}: ${said}` } as const
  }
  if (Object.keys(problems).length > 0) return no('bad_request', problems)
  if (!wish.itemId) return no('unprocessable', { item: 'Choose something to watch first' })
  const limited = await tutti.limits.openRoom(context.get(arrivalContext).address)
  if (limited) return { ...no('rate_limited', { '': REFUSALS.rate_limited.message }), ...limited }
  const invites = Object.entries(wish.roles).map(([accountId, role]) => ({ accountId, role }))
  const { commandId: id, itemId, withRest, name, password, switches, joinRole, startsAtMs } = wish
  const policy = { ...switches, joinRole }
  const party = { id, itemId, withRest, invites, name, password, policy, startsAtMs }
  const room = await openParty(tutti, host, party)
  if (isProblem(room)) return no('unprocessable', { [room.about]: room.words }, room.ids)
  if (isRefusal(room)) return no(room.refusal, { '': REFUSALS[room.refusal].message })
  return { ok: true, room }
}

/** On a phone the half of the form is shown that something is wrong in. */
function stepWith(wrong: WishProblems): Wish['step'] | null {
  if (wrong.item) return 'what'
  return Object.keys(wrong).some((field) => field !== '') ? 'who' : null
}

export const middleware: MiddlewareFunction<Response>[] = [
  (args, next) => {
    if (args.request.method !== 'POST' || !wantsJson(args.request)) return next()
    return answerProgram(async () => {
      const opened = await open(args as Route.ActionArgs)
      if (opened.ok) {
        const { seq, code, id } = opened.room
        return Response.json({ ok: true, seq, room_id: id, code }, { status: 201 })
      }
      const { refusal, words, retryAfterS } = opened
      if (retryAfterS) return refuseJson(refusal, { 'Retry-After': String(retryAfterS) })
      return Response.json(
        { ok: false, error: { code: refusal, message: words } },
        { status: REFUSALS[refusal].status },
      )
    })
  },
]

export async function action(args: Route.ActionArgs) {
  const opened = await open(args)
  if (opened.ok) return redirect(`/rooms/${opened.room.code}`, 303)
  const headers = opened.retryAfterS ? { 'Retry-After': String(opened.retryAfterS) } : undefined
  return data(null, { status: REFUSALS[opened.refusal].status, headers })
}

export default function NewParty({ loaderData }: Route.ComponentProps) {
  return (
    <PageFrame width="wide">
      <PageTitle lead={`${presetOf('watch').tagline}. Choose it, and who should come.`}>
        Start a watch party
      </PageTitle>
      <PartyForm {...loaderData} />
    </PageFrame>
  )
}
