import { randomUUID } from 'node:crypto'
import { data, redirect, type ActionFunctionArgs, type MiddlewareFunction } from 'react-router'
import { z } from 'zod'
import type { Command } from '~/domain/room/command'
import { isRefusal, REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, readBody, refuseJson, wantsJson } from '../request.server'
import { reachRoom, type Membership } from './membership.server'

/** What the room's page is told after a form was refused: why, and what had been typed. */
export type RefusedForm = { code: RefusalCode; message: string; typed: Record<string, string> }

type Params = Record<string, string | undefined>
type CommandBody = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

/**
 * A route that takes one command: parses, executes, responds. Forms get `303` to `next`, or the room's page with what
 * is wrong; programs that accept JSON get `{ ok, seq }` or `{ ok, error }`, without a page being drawn.
 */
export function commandRoute<Schema extends z.ZodType>(options: {
  schema: Schema
  command: (
    input: z.infer<Schema>,
    params: Params,
    membership: Membership,
  ) => CommandBody | RefusalCode | Promise<CommandBody | RefusalCode>
  /** Where a form goes afterwards; the room unless told otherwise. */
  next?: (code: string) => string
}) {
  type Verdict =
    { ok: true; seq: number; code: string } | { ok: false; refusal: RefusalCode; retryAfterS?: number }

  async function run({ request, context, params }: ActionFunctionArgs, body: unknown): Promise<Verdict> {
    const tutti = context.get(tuttiContext)
    const { room, member } = await reachRoom(context, params.code!)
    if (room.ended) return { ok: false, refusal: 'session_ended' }
    if (!member || member.state !== 'in') return { ok: false, refusal: 'not_authorized' }
    const limited = await tutti.limits.command(member.id)
    if (limited) return { ok: false, refusal: 'rate_limited', ...limited }

    const envelope = Envelope.safeParse(body)
    const input = options.schema.safeParse(body)
    if (!envelope.success || !input.success || !areUuids(params)) return { ok: false, refusal: 'bad_request' }
    const command = await options.command(input.data, params, { tutti, room, member })
    if (typeof command === 'string') return { ok: false, refusal: command }
    request.signal.throwIfAborted()
    const outcome = await tutti.engine.rooms.execute(room.id, { memberId: member.id }, {
      ...command,
      id: envelope.data.commandId ?? randomUUID(),
    } as Command)
    return isRefusal(outcome)
      ? { ok: false, refusal: outcome.refusal }
      : { ok: true, seq: outcome.seq, code: room.code }
  }

  const middleware: MiddlewareFunction<Response> = async (args, next) => {
    if (args.request.method !== 'POST' || !wantsJson(args.request)) return next()
    return answerProgram(async () => {
      const body = await readBody(args.request)
      const verdict: Verdict = body ? await run(args, body) : { ok: false, refusal: 'bad_request' }
      if (verdict.ok) return Response.json({ ok: true, seq: verdict.seq })
      const { refusal, retryAfterS } = verdict
      return refuseJson(refusal, retryAfterS ? { 'Retry-After': String(retryAfterS) } : undefined)
    })
  }

  async function action(args: ActionFunctionArgs) {
    const body = await readBody(args.request)
    const verdict: Verdict = body ? await run(args, body) : { ok: false, refusal: 'bad_request' }
    if (verdict.ok) return redirect(options.next?.(verdict.code) ?? `/rooms/${verdict.code}`, 303)
    const { refusal, retryAfterS } = verdict
    const { status, message } = REFUSALS[refusal]
    const typed = Object.fromEntries(
      Object.entries(body ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    const refused: RefusedForm = { code: refusal, message, typed }
    const headers = retryAfterS ? { 'Retry-After': String(retryAfterS) } : undefined
    return data({ refused }, { status, headers })
  }

  // `/api/openapi.json` finds the room's commands, and what each accepts, by this.
  return { middleware: [middleware], action: Object.assign(action, { accepts: options.schema }) }
}

/** Every command may carry the id its sender minted (S11). */
const Envelope = z.object({ commandId: z.uuid().optional() })

const Uuid = z.uuid()

function areUuids({ itemId, memberId }: Params): boolean {
  return [itemId, memberId].every((id) => id === undefined || Uuid.safeParse(id).success)
}
