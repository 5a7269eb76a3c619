import type { Operation } from '../operations'
import { EligibleLibraries, LibraryIds } from '../schemas'
import * as party from './schemas'

const base = '/api/v1/watch-party'

/** For accounts, by a Bearer token or the session's cookie. */
export const WATCH_PARTY: Operation[] = [
  {
    method: 'post',
    path: `${base}/eligible-libraries`,
    summary: 'The libraries that the asker and all of these people may see',
    asker: 'user',
    accepts: EligibleLibraries,
    status: 200,
    answers: LibraryIds,
  },
  {
    method: 'post',
    path: `${base}/rooms`,
    summary: 'Opens a watch party and invites people to it',
    asker: 'user',
    accepts: party.NewParty,
    status: 201,
    answers: party.OpenedParty,
  },
  {
    method: 'get',
    path: `${base}/rooms/{roomId}`,
    summary: 'The party as one of its people may see it',
    asker: 'user',
    status: 200,
    answers: party.Party,
  },
  {
    method: 'post',
    path: `${base}/rooms/{roomId}/join`,
    summary: 'Comes in, by invitation or as the room lets people in',
    asker: 'user',
    accepts: party.JoinParty,
    status: 200,
    answers: party.JoinedParty,
  },
  {
    method: 'post',
    path: `${base}/rooms/{roomId}/leave`,
    summary: 'Leaves the party',
    asker: 'user',
    status: 200,
    answers: party.PartyDone,
  },
  {
    method: 'post',
    path: `${base}/rooms/{roomId}/end`,
    summary: 'Ends the party for everybody: for its host',
    asker: 'user',
    status: 200,
    answers: party.PartyDone,
  },
  {
    method: 'post',
    path: `${base}/rooms/{roomId}/stream-token`,
    summary: 'A key to the room’s events for 60 s, for programs that cannot send headers with a stream',
    asker: 'user',
    status: 200,
    answers: party.StreamToken,
  },
  {
    method: 'get',
    path: `${base}/invites`,
    summary: 'The invitations that wait for an answer, the latest first',
    asker: 'user',
    status: 200,
    answers: party.PartyInvites,
  },
  {
    method: 'post',
    path: `${base}/invites/{roomId}/decline`,
    summary: 'Declines an invitation, which still stands while the party lives',
    asker: 'user',
    status: 200,
    answers: party.PartyDone,
  },
]
