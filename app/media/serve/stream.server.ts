import { access, constants, realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { relative } from 'node:path'
import { finished } from 'node:stream/promises'
import send from 'send'
import { contentTypeOf, type Kind } from '../formats'
import type { MediaFolders } from '../folders.server'

/**
 * Sends a media file, or the ranges of it that were asked for. The real path is checked at this moment: a folder may
 * have been swapped for a link since the scan. Resolves when the answer is out or its reader has left.
 */
export async function streamFile(
  request: IncomingMessage,
  response: ServerResponse,
  folders: MediaFolders,
  file: { path: string; kind: Kind },
): Promise<void> {
  const path = await realpath(file.path).catch(() => null)
  const folder = path && folders.holding(path)
  if (!path || !folder || folders.hides(path) || !(await isReadable(path))) return answerNotFound(response)

  request.headers.range = asSendReadsIt(request.headers.range, (await stat(path)).size)
  response.setHeader('Content-Type', contentTypeOf(file.path, file.kind))
  response.setHeader('Cache-Control', 'private, no-cache')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  await sendWithin(request, response, folder, relative(folder, path))
}

/** Sends one file below `root` by its relative path. The headers already set stay, except on an error. */
export async function sendWithin(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  path: string,
): Promise<void> {
  const options = { root, index: false, cacheControl: false }
  send(request, encodeURIComponent(path), options).pipe(response)
  // A reader who leaves half way is no error; `send` closes the file then.
  await finished(response).catch(() => {})
}

/** One answer for what is not there, what is no longer there and what lies outside: they cannot be told apart. */
export function answerNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end('Not found\n')
}

/** The last thousand bytes of a shorter file are all of it (RFC 9110, 14.1.2); `send` would call that impossible. */
function asSendReadsIt(range: string | undefined, sizeBytes: number): string | undefined {
  const suffix = /^bytes=-(\d+)$/.exec(range ?? '')?.[1]
  return suffix !== undefined && Number(suffix) > sizeBytes ? 'bytes=0-' : range
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}
