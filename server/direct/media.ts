import { identify } from '~/asker.server'
import type { RefusalCode } from '~/domain/room/refusal'
import { mayLookAt, whyWithheld } from '~/room-media.server'
import { answerJson, refuseJson } from '../respond'
import { findMembership, refuse, type Found } from './membership'
import type { DirectRequest } from './request'

/** Bytes go to members of a room that this track is in; `?room=` says which. */
export async function answerMedia(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  const found = await findPlayable(direct)
  if (!found) return
  const { room, member, asker } = found
  tutti.watching.follow({
    response,
    personId: asker.person.id,
    roomId: room.id,
    memberId: member.id,
    trackId: params.id!,
  })
  await tutti.library.serveTrack(request, response, params.id!)
}

export async function answerSubtitles(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  if (!(await findPlayable(direct))) return
  await tutti.library.serveSubtitles(request, response, {
    trackId: params.id!,
    subtitleId: params.subtitleId!,
  })
}

/** What a browser must decode to play a film: `{ types }`, each as `canPlayType` takes it. */
export async function answerTypes(direct: DirectRequest): Promise<void> {
  const { tutti, response, params } = direct
  if (await findPlayable(direct)) answerJson(response, { types: await tutti.library.typesOf(params.id!) })
}

/** For browsers that cannot play the file itself. */
export async function answerPlaylist(direct: DirectRequest): Promise<void> {
  const { tutti, response, params, url } = direct
  if (!(await findPlayable(direct))) return
  if (!tutti.library.converts) return refuseJson(response, 'cannot_convert')
  await tutti.library.servePlaylist(response, params.id!, url.search)
}

export async function answerSegment(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  if (!(await findPlayable(direct))) return
  const index = /^\d{1,6}$/.test(params.index!) ? Number(params.index) : -1
  await tutti.library.serveSegment(request, response, { trackId: params.id!, index })
}

/** Who asks for what belongs to this track, if they may have it; when not, the answer has been given already. */
async function findPlayable(direct: DirectRequest): Promise<Found | null> {
  const found = await findMembership(direct, direct.url.searchParams.get('room') ?? '')
  if (!found) return null
  const why = await whyNotPlayed(direct, found)
  return why ? refuse(direct.response, why) : found
}

/**
 * What is in a room goes to its members for as long as it lives. One from whom it is withheld is told so on their page,
 * too: a media element hides what it was answered.
 */
async function whyNotPlayed(
  { tutti, params }: DirectRequest,
  { room, member, asker }: Found,
): Promise<RefusalCode | null> {
  if (member.state !== 'in') return 'not_authorized'
  if (room.ended) return 'session_ended'
  const why = await whyWithheld(tutti, asker.person.id, room, params.id!)
  if (why === 'withheld') tutti.engine.hub.tellWithheld(room.id, member.id, params.id!)
  return why
}

/** A cover: for members of the room that `?room=` names, and without it for accounts that may see what it belongs to. */
export async function answerArtwork(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  const isTheirs = await mayHaveArtwork(direct)
  if (isTheirs) return tutti.library.serveArtwork(request, response, params.id!, Number(params.width))
  if (!response.headersSent) refuseJson(response, 'not_found')
}

async function mayHaveArtwork(direct: DirectRequest): Promise<boolean> {
  const { tutti, request, response, params, url } = direct
  const code = url.searchParams.get('room')
  if (code !== null) {
    const found = await findMembership(direct, code)
    return found !== null && mayLookAt(tutti, found.asker, found, params.id!)
  }
  const asker = await identify(tutti, request.headers.authorization, request.headers.cookie)
  if (asker === 'bad_token') return refuse(response, 'unauthenticated') ?? false
  if (!asker.account) return false
  return (await tutti.library.seenBy(asker.account.id)).shows(params.id!)
}
