import type { IncomingMessage, ServerResponse } from 'node:http'
import { and, eq } from 'drizzle-orm'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { subtitles } from '~/db/schema/media'
import type { MediaFolders } from '../folders.server'
import { answerNotFound } from '../serve/stream.server'
import { readSubtitles } from './subtitle-file.server'

type From = { db: Db; folders: MediaFolders; log: Logger }

const Ids = z.object({ trackId: z.uuid(), subtitleId: z.uuid() })

/** Answers with one of the subtitles that the scan found beside this track, as WebVTT in UTF-8. */
export async function serveSubtitles(
  request: IncomingMessage,
  response: ServerResponse,
  { db, folders, log }: From,
  ids: z.infer<typeof Ids>,
): Promise<void> {
  const path = Ids.safeParse(ids).success ? await locateSubtitles(db, ids) : null
  const text =
    path === null
      ? null
      : await readSubtitles(path, folders).catch((error: unknown) => {
          log.warn({ err: error, path }, 'Subtitles could not be read')
          return null
        })
  if (text === null) return answerNotFound(response)
  const body = Buffer.from(text)
  response.writeHead(200, {
    'Content-Type': 'text/vtt; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function locateSubtitles(db: Db, { trackId, subtitleId }: z.infer<typeof Ids>): Promise<string | null> {
  const [row] = await db
    .select({ path: subtitles.path })
    .from(subtitles)
    .where(and(eq(subtitles.id, subtitleId), eq(subtitles.trackId, trackId)))
  return row?.path ?? null
}
