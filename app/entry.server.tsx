import { renderToString } from 'react-dom/server'
import { ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router'
import { arrivalContext } from '~/asker.server'

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
