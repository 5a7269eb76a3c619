import type { ServerResponse } from 'node:http'
import { audienceOf, isFor } from '~/domain/room/view'
import type { Engine } from './engine.server'
import type { Position } from './frames'
import { eventsFrame, frame, snapshotFrame } from './frames.server'
import { whyGone, type Stream } from './hub.server'
import { beginStream } from './sse.server'

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

  const stream: Stream = { memberId, ...beginStream(response) }

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
