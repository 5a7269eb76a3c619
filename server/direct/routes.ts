import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Tutti } from '~/tutti.server'
import type { ArrivalFacts } from '../http'
import { answerHeartbeat } from './heartbeat'
import {
  answerArtwork,
  answerMedia,
  answerPlaylist,
  answerSegment,
  answerSubtitles,
  answerTypes,
} from './media'
import { answerHealth, answerMetrics } from './operations'
import { answerEvents, answerInbox } from './streams'

/**
 * What is answered below the router: streams and bytes, which cost a fraction of it here, and what operators ask. The
 * URLs stand in `app/routes.ts` beside all others.
 */
export async function answerDirectly(
  tutti: Tutti,
  request: IncomingMessage,
  response: ServerResponse,
  arrival: ArrivalFacts,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  for (const { method, pattern, answer } of DIRECT_ROUTES) {
    const match = pattern.exec({ pathname: url.pathname })
    if (!match || !method.includes(request.method ?? 'GET')) continue
    const params = match.pathname.groups as Record<string, string>
    await answer({ tutti, request, response, arrival, url, params })
    return true
  }
  return false
}

const READ = ['GET', 'HEAD']

export const DIRECT_ROUTES = [
  { method: READ, pattern: new URLPattern({ pathname: '/healthz' }), answer: answerHealth },
  { method: READ, pattern: new URLPattern({ pathname: '/metrics' }), answer: answerMetrics },
  { method: ['GET'], pattern: new URLPattern({ pathname: '/rooms/:code/events' }), answer: answerEvents },
  { method: ['GET'], pattern: new URLPattern({ pathname: '/inbox/events' }), answer: answerInbox },
  {
    method: ['POST'],
    pattern: new URLPattern({ pathname: '/rooms/:code/heartbeat' }),
    answer: answerHeartbeat,
  },
  { method: READ, pattern: new URLPattern({ pathname: '/media/:id' }), answer: answerMedia },
  {
    method: READ,
    pattern: new URLPattern({ pathname: '/media/:id/subtitles/:subtitleId' }),
    answer: answerSubtitles,
  },
  { method: READ, pattern: new URLPattern({ pathname: '/media/:id/types' }), answer: answerTypes },
  { method: READ, pattern: new URLPattern({ pathname: '/media/:id/hls/film.m3u8' }), answer: answerPlaylist },
  {
    method: READ,
    pattern: new URLPattern({ pathname: '/media/:id/hls/segments/:index.ts' }),
    answer: answerSegment,
  },
  { method: READ, pattern: new URLPattern({ pathname: '/artwork/:id/:width' }), answer: answerArtwork },
]
