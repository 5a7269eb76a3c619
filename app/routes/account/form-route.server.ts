import { data, redirect, type ActionFunctionArgs, type MiddlewareFunction } from 'react-router'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { UNTOUCHED, type FormState } from '~/ui/form'

import type { Body } from '../form'
import { answerProgram, readBody, refuseJson, wantsJson } from '../request.server'
import type { FormAnswer } from './form-answer'

/** What became of a form: where the browser goes, or what its page shows once; what a program is told; or what is wrong. */
export type Verdict =
  | {
      ok: true
      next: string | { shows: Record<string, string> }
      cookies?: string[]
      answer?: object
      status?: 200 | 201
    }
  | { ok: false; refusal: RefusalCode; form: FormState; retryAfterS?: number }

type Run = (args: ActionFunctionArgs, body: Body) => Promise<Verdict>

/**
 * A route that takes one form: `303` to where it leads, or the same page with what was typed and what is wrong. Programs
 * that accept JSON get `{ ok }` or `{ ok, error }`.
 */
export function formRoute(of: string, run: Run) {
  const middleware: MiddlewareFunction<Response> = (args, next) => {
    if (args.request.method !== 'POST' || !wantsJson(args.request)) return next()
    return answerProgram(async () => answerJson(await run(args, await readBody(args.request))))
  }

  async function action(args: ActionFunctionArgs) {
    const verdict = await run(args, await readBody(args.request))
    if (verdict.ok) return answerBrowser(of, verdict)
    const { status } = REFUSALS[verdict.refusal]
    const answer: FormAnswer = { of, form: withoutSecrets(verdict.form) }
    return data(answer, { status, headers: retryHeaders(verdict) })
  }

  return { middleware: [middleware], action }
}

function answerBrowser(of: string, { next, cookies, status }: Extract<Verdict, { ok: true }>) {
  if (typeof next === 'string') return redirect(next, { status: 303, headers: cookieHeaders(cookies) })
  return data<FormAnswer>({ of, form: UNTOUCHED, shows: next.shows }, { status })
}

function answerJson(verdict: Verdict): Response {
  if (verdict.ok) {
    const headers = cookieHeaders(verdict.cookies)
    return Response.json({ ok: true, ...verdict.answer }, { status: verdict.status ?? 200, headers })
  }
  const [problem] = Object.entries(verdict.form.problems)
  if (!problem || problem[0] === '') return refuseJson(verdict.refusal, retryHeaders(verdict))
  const message = `${problem[0]}: ${problem[1]}`
  return Response.json(
    { ok: false, error: { code: verdict.refusal, message } },
    { status: REFUSALS[verdict.refusal].status },
  )
}

function cookieHeaders(cookies: string[] = []): Headers {
  const headers = new Headers()
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return headers
}

function retryHeaders({ retryAfterS }: { retryAfterS?: number }): Record<string, string> | undefined {
  return retryAfterS ? { 'Retry-After': String(retryAfterS) } : undefined
}

/** A password is typed anew: it never goes back over the wire. */
function withoutSecrets({ typed, problems }: FormState): FormState {
  const shown = Object.entries(typed).filter(([name]) => !/password/i.test(name))
  return { typed: Object.fromEntries(shown), problems }
}
