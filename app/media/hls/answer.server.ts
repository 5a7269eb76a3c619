import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, dirname } from 'node:path'
import { answerNotFound, sendWithin } from '../serve/stream.server'
import type { Segment } from './converter.server'
import { playlistOf } from './playlist'

/** What a player is told to wait when other films have the machine. */
const BUSY_RETRY_AFTER_S = 10

/** Where the machine has no room for one more film, the playlist says so before any of it is asked for. */
export function answerPlaylist(
  response: ServerResponse,
  film: { durationMs: number; hasRoom: boolean },
  query: string,
): void {
  if (!film.hasRoom) return answerBusy(response)
  response.writeHead(200, {
    'Content-Type': 'application/vnd.apple.mpegurl',
    'Cache-Control': 'private, no-cache',
  })
  response.end(playlistOf(film.durationMs, query))
}

export async function answerSegment(
  request: IncomingMessage,
  response: ServerResponse,
  segment: Segment,
): Promise<void> {
  if (segment === 'none') return answerNotFound(response)
  if (segment === 'busy') return answerBusy(response)
  response.setHeader('Content-Type', 'video/mp2t')
  response.setHeader('Cache-Control', 'private, no-store')
  await sendWithin(request, response, dirname(segment.file), basename(segment.file))
}

function answerBusy(response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': String(BUSY_RETRY_AFTER_S) }).end()
}
