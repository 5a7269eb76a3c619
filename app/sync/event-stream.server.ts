import { randomInt } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { audienceOf, isFor } from '~/domain/room/view'
import type { Engine } from './engine.server'
import type { Position } from './frames'
import { eventsFrame, frame, snapshotFrame } from './frames.server'
import { whyGone, type Stream } from './hub.server'

/** A reader this far behind is cut off; it comes back and resumes (S7, S4). */
const MAX_QUEUED_BYTES = 64 * 1024
/** A reader that does not take even the last words does not keep its connection for them. */
const LAST_WORDS_MS = 5_000
/** Browsers that lost the same server must not all come back in the same moment. */
const RETRY_MS = { min: 500, max: 3_000 }

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies and compressors hold back what they may transform.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
}

/**
 * Streams a room to one member who has already been identified as such, from `last` on: what was missed, or a snapshot
 * where that cannot be told any more, then everything as it happens. Returns once the stream has begun. Who is not in
 * any more is told so and nothing else.
 */
export async function streamRoom(
  engine: Engine,
  roomId: string,
  memberId: string,
  last: Position | null,
  response: ServerResponse,
): Promise<void> {
  const replica = await engine.rooms.replica(roomId)
  // Another node has told this reader more than is known here: it must not be set back.
  if (replica && last && last.seq > replica.room.seq) await engine.rooms.read(roomId)
  const member = replica?.room.members[memberId]
  if (!replica || !member || response.destroyed) return void response.destroy()

  response.writeHead(200, HEADERS)
  response.socket?.setNoDelay(true)
  const stream = boundedStream(memberId, response)
  stream.write(Buffer.from(`retry: ${randomInt(RETRY_MS.min, RETRY_MS.max)}\n\n`))

  // From here to `add` nothing waits, so no event can slip in between what is sent and what is followed.
  const { room } = replica
  const why = whyGone(member)
  if (why) return stream.end(frame('gone', { why }))
  const isAtDoor = member.state === 'waiting'
  if (!isAtDoor) {
    const audience = audienceOf(member)
    const missed = last?.epoch === room.epoch ? replica.eventsAfter(last.seq) : null
    const presence = engine.presence.of(roomId)
    if (missed) {
      stream.write(
        eventsFrame(
          room,
          missed.filter((event) => isFor(event, audience)),
        ),
      )
      stream.write(frame('presence', presence))
    } else {
      for (const chunk of snapshotFrame(room, audience, memberId, presence)) stream.write(chunk)
    }
    for (const chunk of engine.hub.momentFrames(room, audience)) stream.write(chunk)
  }
  if (room.ended) return stream.end(frame('gone', { why: 'ended' }))
  const remove = engine.hub.add(room, stream)
  const leave = isAtDoor ? () => {} : engine.presence.enter(roomId, memberId)
  response.once('close', () => {
    remove()
    leave()
  })
}

/** After `end`, or once the reader has gone, nothing is written any more: that would be an error nobody catches. */
function boundedStream(memberId: string, response: ServerResponse): Stream {
  // A large room's snapshot is more than the bound by itself. It may take its time; what piles up behind it may not.
  let largestBytes = 0
  const isOver = () => response.writableEnded || response.destroyed
  return {
    memberId,
    write(chunk) {
      if (isOver()) return
      if (response.writableLength === 0) largestBytes = 0
      if (response.writableLength > largestBytes + MAX_QUEUED_BYTES) return void response.destroy()
      largestBytes = Math.max(largestBytes, chunk.length)
      response.write(chunk)
    },
    end(lastChunk) {
      if (isOver()) return
      response.end(lastChunk)
      const timer = setTimeout(() => response.destroy(), LAST_WORDS_MS).unref()
      response.once('close', () => clearTimeout(timer))
    },
  }
}
