import { renderToString } from 'react-dom/server'
import {
  isRouteErrorResponse,
  ServerRouter,
  type EntryContext,
  type HandleErrorFunction,
  type RouterContextProvider,
} from 'react-router'
import { arrivalContext } from '~/asker.server'
import { tuttiContext } from '~/tutti.server'

/** Pages wait for nothing while they render, so they are rendered in one go. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Response {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const { nonce } = context.get(arrivalContext)
  const html = renderToString(<ServerRouter context={entry} url={request.url} nonce={nonce} />)
  return new Response(`<!doctype html>${html}`, { status, headers })
}

/** What was thrown is a bug, unless it is an answer, or the browser went away while we were at it. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (isRouteErrorResponse(error) || request.signal.aborted) return
  context.get(tuttiContext).log.error({ err: error, path: new URL(request.url).pathname }, 'A page failed')
}
