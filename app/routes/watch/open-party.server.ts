import { randomUUID } from 'node:crypto'
import type { Account } from '~/auth/accounts/account'
import { findNamed } from '~/auth/accounts/find-accounts.server'
import type { Item } from '~/domain/library/library'
import type { Track } from '~/domain/queue/queue'
import type { InvitedRole } from '~/domain/room/command'
import { presetOf } from '~/domain/room/kinds'
import { MAX_LIFETIME_MS, type Policy } from '~/domain/room/policy'
import type { Refusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { seenByEach } from '~/media/libraries/access.server'
import type { Shelves } from '~/media/shelves.server'
import type { Tutti } from '~/tutti.server'

export type PartyInvite = { accountId: string; role: InvitedRole }

/** What somebody asks for who opens a watch party. */
export type PartyWish = {
  /** Becomes the room's id: sent twice, one party is opened (S11). */
  id: string
  itemId: string
  /** For an episode: what follows it in its season is queued behind it. */
  withRest: boolean
  invites: PartyInvite[]
  name: string
  password: string
  policy: Partial<Policy>
  /** When it begins by itself; else somebody presses play. */
  startsAtMs?: number | null
}

/** What cannot be had, by what was asked for: the ids it is about, and the words for them. */
export type PartyProblem = { about: 'item' | 'invites'; ids: string[]; words: string }

/**
 * Opens a watch party, or says what is in its way: something that cannot be watched, that the host may not see, or
 * people who are unknown, named twice, the host themselves, or may not see it.
 */
export async function openParty(
  tutti: Tutti,
  host: Account,
  wish: PartyWish,
): Promise<Room | Refusal | PartyProblem> {
  const shelves = await tutti.library.seenBy(host.id)
  const item = await shelves.item(wish.itemId)
  if (!item?.playable || (item.kind !== 'film' && item.kind !== 'episode')) {
    return { about: 'item', ids: [wish.itemId], words: 'There is no such film or episode to watch' }
  }
  const people = await invitable(tutti, host, item, wish.invites)
  if ('about' in people) return people
  const tracks = await tracksOf(shelves, item, wish.withRest)
  const { engine, passwords } = tutti
  const { startsAtMs = null } = wish
  const preset = presetOf('watch')
  return engine.rooms.openOnce({
    id: wish.id,
    kind: 'watch',
    name: wish.name || item.title,
    policy: { ...preset.policy, ...wish.policy },
    hostName: host.username,
    hostAccountId: host.id,
    personId: host.id,
    endsAtMs: (startsAtMs ?? engine.clock.nowMs()) + MAX_LIFETIME_MS,
    startsAtMs,
    items: tracks.map((track) => ({ id: randomUUID(), track })),
    invites: people.map(({ id, username, role }) => ({
      memberId: randomUUID(),
      accountId: id,
      name: username,
      role,
    })),
    passwordHash: wish.password === '' ? null : await passwords.hash(wish.password),
  })
}

export function isProblem(answer: object): answer is PartyProblem {
  return 'about' in answer
}

type Invitable = Pick<Account, 'id' | 'username'> & { role: InvitedRole }

/** The people who can be invited to this, or what is wrong with them. */
async function invitable(
  tutti: Tutti,
  host: Account,
  item: Pick<Item, 'libraryId'>,
  invites: readonly PartyInvite[],
): Promise<Invitable[] | PartyProblem> {
  const ids = invites.map((invite) => invite.accountId)
  const { people, twice, nobody } = await findNamed(tutti.db, ids)
  if (twice.length > 0) return cannotCome('Invited twice', twice)
  if (people.some(({ id }) => id === host.id)) return cannotCome('Nobody invites themselves', [host.id])
  if (nobody.length > 0) return cannotCome('There is no such person', nobody)
  const seen = await seenByEach(tutti.db, [item.libraryId])
  const blind = people.filter(({ id }) => !seen.has(id)).map(({ id }) => id)
  if (blind.length > 0) return cannotCome('May not see this', blind)
  return people.map((person, at) => ({ ...person, role: invites[at]!.role }))
}

function cannotCome(words: string, ids: string[]): PartyProblem {
  return { about: 'invites', ids, words }
}

async function tracksOf(shelves: Shelves, item: Item, withRest: boolean): Promise<Track[]> {
  const first = await shelves.findMany([item.id])
  return withRest && item.kind === 'episode' ? [...first, ...(await shelves.restOfSeason(item.id))] : first
}
