import { randomUUID } from 'node:crypto'
import { data, redirect, type ActionFunctionArgs, type MiddlewareFunction } from 'react-router'
import { z } from 'zod'
import type { Limited } from '~/auth/limits.server'
import type { Command } from '~/domain/room/command'
import { isRefusal, REFUSALS, type Refusal, type RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { tuttiContext, type Tutti } from '~/tutti.server'
import { answerProgram, readBody, refuseJson, wantsJson } from '../request.server'
import { reachRoom, type Membership } from './membership.server'

/** What the room's page is told after a form was refused: why, and what had been typed. */
export type RefusedForm = { code: RefusalCode; message: string; typed: Record<string, string> }

type Params = Record<string, string | undefined>
type CommandBody = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

type Options<Schema extends z.ZodType> = {
  schema: Schema
  /** Where a form goes afterwards; the room unless told otherwise. */
  next?: (code: string) => string
  /** Better words for somebody who may not do this than that they may not. */
  whyNot?: (input: z.infer<Schema>, room: Room) => string
}

/**
 * A route that takes one command: parses, executes, responds. Forms get `303` to `next`, or the room's page with what
 * is wrong; programs that accept JSON get `{ ok, seq }` or `{ ok, error }`, without a page being drawn.
 */
export function commandRoute<Schema extends z.ZodType>(
  options: Options<Schema> & {
    command: (
      input: z.infer<Schema>,
      params: Params,
      membership: Membership,
    ) => CommandBody | RefusalCode | Promise<CommandBody | RefusalCode>
  },
) {
  return memberRoute({
    ...options,
    limit: ({ limits }, memberId) => limits.command(memberId),
    async perform(input, { params, membership, commandId, signal }) {
      const command = await options.command(input, params, membership)
      if (typeof command === 'string') return { refusal: command }
      signal.throwIfAborted()
      const { tutti, room, member } = membership
      const id = commandId ?? randomUUID()
      return tutti.engine.rooms.execute(room.id, { memberId: member.id }, { ...command, id } as Command)
    },
  })
}

type Asked = {
  params: Params
  membership: Membership
  commandId: string | undefined
  signal: AbortSignal
}

/** The same for what members do that is no command: nothing of it is written down. */
export function memberRoute<Schema extends z.ZodType>(
  options: Options<Schema> & {
    limit: (tutti: Tutti, memberId: string) => Promise<Limited | null>
    perform: (input: z.infer<Schema>, asked: Asked) => Promise<{ seq: number } | Refusal>
  },
) {
  type Verdict =
    | { ok: true; seq: number; code: string }
    | { ok: false; refusal: RefusalCode; message?: string; retryAfterS?: number }

  async function run({ request, context, params }: ActionFunctionArgs, body: unknown): Promise<Verdict> {
    const tutti = context.get(tuttiContext)
    const { room, member } = await reachRoom(context, params.code!)
    if (room.ended) return { ok: false, refusal: 'session_ended' }
    if (!member || member.state !== 'in') return { ok: false, refusal: 'not_authorized' }
    const limited = await options.limit(tutti, member.id)
    if (limited) return { ok: false, refusal: 'rate_limited', ...limited }

    const envelope = Envelope.safeParse(body)
    const input = options.schema.safeParse(body)
    if (!envelope.success || !input.success || !areUuids(params)) return { ok: false, refusal: 'bad_request' }
    const { signal } = request
    const { commandId } = envelope.data
    const membership = { tutti, room, member }
    const outcome = await options.perform(input.data, { params, membership, commandId, signal })
    if (!isRefusal(outcome)) return { ok: true, seq: outcome.seq, code: room.code }
    const { refusal } = outcome
    const message = refusal === 'not_authorized' ? options.whyNot?.(input.data, room) : undefined
    return { ok: false, refusal, message }
  }

  const middleware: MiddlewareFunction<Response> = async (args, next) => {
    if (args.request.method !== 'POST' || !wantsJson(args.request)) return next()
    return answerProgram(async () => {
      const body = await readBody(args.request)
      const verdict: Verdict = body ? await run(args, body) : { ok: false, refusal: 'bad_request' }
      if (verdict.ok) return Response.json({ ok: true, seq: verdict.seq })
      const { refusal, message, retryAfterS } = verdict
      return refuseJson(refusal, retryAfterS ? { 'Retry-After': String(retryAfterS) } : undefined, message)
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
    const refused: RefusedForm = { code: refusal, message: verdict.message ?? message, typed }
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
