import type { Asker } from '~/asker.server'
import type { Member } from '~/domain/membership/member'
import type { Track } from '~/domain/queue/queue'
import { hostOf, type Room } from '~/domain/room/room'
import type { Shelves, SubtitleTrack } from '~/media/shelves.server'
import { playedIn } from '~/sync/store/history.server'
import type { Tutti } from '~/tutti.server'

type Media = Pick<Tutti, 'engine' | 'library'>

/** What may be found in a room and added to it: what its host may see. A guest who hosts sees what is public. */
export async function shelvesOfRoom({ engine, library }: Media, room: Room): Promise<Shelves> {
  const host = hostOf(room)
  const personId = host && (await engine.rooms.personIdOf(room.id, host.id))
  return library.seenBy(...(personId ? [personId] : []))
}

/**
 * Why the bytes of a track, and its subtitles, do not go to a member of a room; null when they do. It must be in the
 * room, and the member must be one who may see it anyway, or else a guest to whom the host lends what the host may see.
 */
export async function whyWithheld(
  tutti: Media,
  personId: string,
  room: Room,
  trackId: string,
): Promise<'track_not_found' | 'withheld' | null> {
  const { library } = tutti
  if (!tracksIn(room).some((track) => track.id === trackId.toLowerCase())) return 'track_not_found'
  if (await (await library.seenBy(personId)).has(trackId)) return null
  const isGuest = room.policy.guestsMayJoin || !(await library.knows(personId))
  if (isGuest && (await (await shelvesOfRoom(tutti, room)).has(trackId))) return null
  return (await library.holds(trackId)) ? 'withheld' : 'track_not_found'
}

/** What is on, if this person may not see it. */
export async function withheldFrom(tutti: Media, personId: string, room: Room): Promise<string | null> {
  const trackId = room.current?.track.id
  if (!trackId) return null
  return (await whyWithheld(tutti, personId, room, trackId)) === 'withheld' ? trackId : null
}

/** What a person may read along with what is on. */
export async function subtitlesFor(tutti: Media, personId: string, room: Room): Promise<SubtitleTrack[]> {
  const trackId = room.current?.track.id
  if (!trackId || (await whyWithheld(tutti, personId, room, trackId)) !== null) return []
  return (await shelvesOfRoom(tutti, room)).subtitlesOf(trackId)
}

/** Whether a picture is shown to a member: of what is in the room or may be added to it, or was played there. */
export async function mayLookAt(
  tutti: Tutti,
  asker: Asker,
  { room, member }: { room: Room; member: Member },
  artworkId: string,
): Promise<boolean> {
  if (member.state === 'in') {
    if (tracksIn(room).some((track) => track.artworkId === artworkId)) return true
    if (!room.ended && (await (await shelvesOfRoom(tutti, room)).shows(artworkId))) return true
  }
  return wasPlayed(tutti, asker, room, artworkId)
}

/** For the history, which those who left may look at. */
async function wasPlayed(tutti: Tutti, asker: Asker, room: Room, artworkId: string): Promise<boolean> {
  const played = await playedIn(tutti.db, room.id, asker.person.id)
  return played?.songs.some(({ track }) => track.artworkId === artworkId) ?? false
}

/** What plays, waits, or did so a moment ago: a player that lags is still at it. */
function tracksIn({ current, queue, played }: Room): Track[] {
  return [...(current ? [current] : []), ...queue, ...played].map((item) => item.track)
}
