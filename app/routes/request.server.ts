import type { z } from 'zod'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'

/** Whether the sender is a program, or a script of ours, that wants JSON instead of a page. */
export function wantsJson(request: Request): boolean {
  return request.headers.get('Accept')?.includes('application/json') ?? false
}

/**
 * The fields of a form or of a JSON object; null when the body is neither. A field that comes twice is refused with the
 * whole: nobody sends that by accident, and the two readers of a body might not agree on which one counts. So is text
 * that no keyboard types and no database stores.
 */
export async function readBody(request: Request): Promise<Record<string, unknown> | null> {
  const type = request.headers.get('Content-Type') ?? ''
  try {
    if (type.startsWith('application/json')) return asObject(JSON.parse(await request.text(), soundText))
    const form = await request.formData()
    const names = [...form.keys()]
    if (new Set(names).size !== names.length) return null
    return asObject(Object.fromEntries([...form].map(([name, value]) => [name, soundText(name, value)])))
  } catch {
    return null
  }
}

/** Answers a program with a refusal: in words of its own, or with the field that a schema has found wrong, if given. */
export function refuseJson(code: RefusalCode, headers?: HeadersInit, cause?: z.ZodError | string): Response {
  const { status, message } = REFUSALS[code]
  const words = (typeof cause === 'string' ? cause : wrongField(cause)) ?? message
  return Response.json({ ok: false, error: { code, message: words } }, { status, headers })
}

function wrongField(cause: z.ZodError | undefined): string | null {
  const wrong = cause?.issues[0]
  return wrong?.path.length ? `${wrong.path.join('.')}: ${wrong.message}` : null
}

/** Answers a program that used a method which this URL does not take. */
export function wrongMethod(allowed: 'GET' | 'POST'): Response {
  return refuseJson('wrong_method', { Allow: allowed })
}

/**
 * Runs what answers a program. Where the same check would send a browser a page with bad news, or to another page, the
 * program is told the code.
 */
export async function answerProgram(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof Response && thrown.status < 400) return refuseJson('not_authorized')
    const headers = new Headers(refusalHeaders(thrown) ?? {})
    const code = headers.get('X-Refusal')
    if (code === null || !Object.hasOwn(REFUSALS, code)) throw thrown
    return refuseJson(code as RefusalCode, headers)
  }
}

/** What `data(…)` was given, when that is what was thrown. */
function refusalHeaders(thrown: unknown): HeadersInit | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('init' in thrown)) return undefined
  return (thrown.init as ResponseInit | null)?.headers
}

function asObject(value: unknown): Record<string, unknown> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Record<string, unknown>) : null
}

function soundText<Value>(key: string, value: Value): Value {
  for (const text of [key, value]) {
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
      throw new TypeError('Not text')
  }
  return value
}
