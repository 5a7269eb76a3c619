import { data, redirect, useRouteLoaderData, type MiddlewareFunction } from 'react-router'
import { arrivalContext } from '~/asker.server'
import { confirmPairing, pairingsUnderWay, readPairingCode } from '~/auth/pairings.server'
import type { Member } from '~/domain/membership/member'
import { may } from '~/domain/membership/permissions'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import type { loader as rootLoader } from '~/root'
import { RefreshUnlessLive } from '~/ui/refresh-unless-live'
import { publicOrigin } from '../public-origin.server'
import { answerProgram, readBody, refuseJson, wantsJson } from '../request.server'
import { refusal, requireMembership, type Membership } from '../room/membership.server'
import { ScreensPage } from './screens-page'
import type { Route } from './+types/screens'

export { headers } from '../page-headers'

/** A screen that was told to come in is there within seconds; until then the page looks again. */
const LOOK_AGAIN_AFTER_S = 2

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `Screens of ${loaderData.roomName} · Tutti` : 'Tutti' }]
}

/** The screens of a room, for those who may connect one. `?code=` fills in what a phone has scanned. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { tutti, room } = await requirePairer(context, params.code)
  const { memberIds } = tutti.engine.presence.of(room.id)
  return {
    roomName: room.name,
    roomCode: room.code,
    address: new URL(publicOrigin(context)).host,
    scanned: readPairingCode(url.searchParams.get('code') ?? '') ?? '',
    underWay: await pairingsUnderWay(tutti.db, room.code, tutti.engine.clock.nowMs()),
    screens: screensOf(room).map(({ id, name }) => ({ id, name, isOn: memberIds?.includes(id) ?? true })),
  }
}

type Verdict =
  | { ok: true; roomCode: string }
  | { ok: false; refusal: RefusalCode; typed: string; headers?: Record<string, string> }

/** A host's word that the screen with this code belongs to the room. Members may be hosts, and still try codes out. */
async function confirm({ context, params, request }: Route.ActionArgs): Promise<Verdict> {
  const { tutti, room } = await requirePairer(context, params.code)
  const { address } = context.get(arrivalContext)
  if (room.ended) return { ok: false, refusal: 'session_ended', typed: '' }
  const body = await readBody(request)
  const typed = body?.['code']
  if (typeof typed !== 'string') return { ok: false, refusal: 'bad_request', typed: '' }

  const guessing = await tutti.limits.codeGuessing(address)
  if (guessing) {
    const headers = { 'Retry-After': String(guessing.retryAfterS) }
    return { ok: false, refusal: 'rate_limited', typed, headers }
  }
  const code = readPairingCode(typed)
  const nowMs = tutti.engine.clock.nowMs()
  if (code && (await confirmPairing(tutti.db, code, room.code, nowMs)))
    return { ok: true, roomCode: room.code }
  await tutti.limits.countWrongCode(address)
  return { ok: false, refusal: 'pairing_not_found', typed }
}

export async function action(args: Route.ActionArgs) {
  const verdict = await confirm(args)
  if (verdict.ok) return redirect(`/rooms/${verdict.roomCode}/screens`, 303)
  const { status, message } = REFUSALS[verdict.refusal]
  return data({ message, typed: verdict.typed }, { status, headers: verdict.headers })
}

const answerPrograms: MiddlewareFunction<Response> = async (args, next) => {
  if (args.request.method !== 'POST' || !wantsJson(args.request)) return next()
  return answerProgram(async () => {
    const verdict = await confirm(args as Route.ActionArgs)
    return verdict.ok ? Response.json({ ok: true }) : refuseJson(verdict.refusal, verdict.headers)
  })
}

export const middleware = [answerPrograms]

export default function Screens({ loaderData, actionData }: Route.ComponentProps) {
  const nonce = useRouteLoaderData<typeof rootLoader>('root')?.nonce
  return (
    <>
      <ScreensPage
        {...loaderData}
        typed={actionData?.typed ?? loaderData.scanned}
        problem={actionData?.message ?? null}
      />
      {loaderData.underWay > 0 && !actionData && (
        <RefreshUnlessLive everyS={LOOK_AGAIN_AFTER_S} nonce={nonce} />
      )}
    </>
  )
}

/** Who may connect a screen; anybody else gets a 403, and who is not in is led to the door. */
async function requirePairer(context: Route.LoaderArgs['context'], code: string): Promise<Membership> {
  const membership = await requireMembership(context, code)
  const { room, member } = membership
  if (!may(room.policy, member, 'room.pairStage')) throw refusal('not_authorized')
  return membership
}

function screensOf(room: Room): Member[] {
  return Object.values(room.members)
    .filter((member) => member.state === 'in' && member.role === 'stage')
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs)
}
