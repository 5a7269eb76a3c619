import type { ServerResponse } from 'node:http'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'

/** Refuses below the router, in the words that every refusal has. */
export function refuseJson(
  response: ServerResponse,
  code: RefusalCode,
  headers: Record<string, string> = {},
): void {
  const { status, message } = REFUSALS[code]
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify({ ok: false, error: { code, message } }))
}

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(value))
}
