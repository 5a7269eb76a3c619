import { afterEach, describe, expect, test, vi } from 'vitest'
import { hashSecret, newSecret } from '~/auth/secret.server'
import { ALL_REACTIONS } from '~/domain/chat/reaction'
import { ALL_PERMISSIONS, type Permission } from '~/domain/membership/permissions'
import type { Role } from '~/domain/membership/member'
import { HOST_AWAY_AFTER_MS } from '~/domain/room/lifecycle'
import type { PolicySwitch } from '~/domain/room/policy'
import { hostOf } from '~/domain/room/room'
import { keepGuestLink, openGuestLinks } from '~/sync/store/guest-links.server'
import { startApp } from '../support/app'
import type { Answer, Browser } from '../support/browser'
import { MATRIX, ROLES, type Cell } from '../support/permission-matrix'
import { patternsOf } from '../support/sitemap'
import { castOf, OUTSIDERS, Table, type Cast, type Outsider } from '../support/table-of-roles'

/** The permission table, cell by cell, as programs and browsers meet it: over HTTP. */

const app = await startApp()
// One address does here what a town does in an evening.
Object.assign(app.tutti.limits, {
  command: () => Promise.resolve(null),
  reaction: () => Promise.resolve(null),
  codeGuessing: () => Promise.resolve(null),
  showCode: () => Promise.resolve(null),
})
const cast = await castOf(app)
const shown = (await (await app.tutti.library.seenBy()).search('')).tracks

type Context = { table: Table; actor: Role | Outsider }
/** One thing that can be asked for below `/rooms/:code`, and what it takes to be asked in earnest. */
type Act = {
  route: string
  method?: 'GET'
  params?: (context: Context) => Promise<Record<string, string>> | Record<string, string>
  body?: (context: Context) => Promise<Record<string, unknown>> | Record<string, unknown>
  /** The host has been gone for so long that they can be stood in for. */
  hostIsAway?: true
}

const current = async ({ table }: Context) => ({ itemId: (await table.room()).current!.id })
const itemOf =
  (whose: 'host' | 'actor') =>
  async ({ table, actor }: Context) => {
    const { queue } = await table.room()
    const owner = table.memberIds[whose === 'actor' ? actor : 'host']
    return { itemId: (queue.find(({ addedBy }) => addedBy === owner) ?? queue[0]!).id }
  }
const memberOf =
  (part: keyof Cast) =>
  ({ table }: Context) => ({ memberId: table.memberIds[part]! })

/** What each permission is good for. One without an act fails the test, and so does a command that is in none. */
const ACTS: Record<Permission, Act[]> = {
  'queue.add': [{ route: 'queue', body: () => ({ trackId: shown[2]!.id }) }],
  'queue.removeOwn': [{ route: 'queue/:itemId/removal', params: itemOf('actor') }],
  'queue.removeAny': [{ route: 'queue/:itemId/removal', params: itemOf('host') }],
  'queue.move': [{ route: 'queue/:itemId/place', params: itemOf('host'), body: () => ({ index: 3 }) }],
  'playback.playPause': [{ route: 'playback', body: () => ({ playing: true }) }, { route: 'gate/opening' }],
  'playback.seek': [{ route: 'playback', body: () => ({ positionMs: 1_000 }) }],
  'playback.skip': [{ route: 'skip', body: current }],
  'playback.report': [
    { route: 'reports', body: async (context) => ({ ...(await current(context)), problem: 'unplayable' }) },
  ],
  'vote.skip': [
    { route: 'votes', body: current },
    { route: 'votes/withdrawal', body: current },
  ],
  'chat.say': [
    { route: 'messages', body: () => ({ text: 'Hello' }) },
    { route: 'reactions', body: () => ({ reaction: ALL_REACTIONS[0] }) },
  ],
  'member.rename': [{ route: 'name', body: () => ({ name: 'Somebody else' }) }],
  'member.leave': [{ route: 'departure' }],
  'member.invite': [
    { route: 'invites', method: 'GET' },
    { route: 'invites', body: () => ({ accountId: cast.outsider.accountId, role: 'viewer' }) },
    { route: 'invites/:memberId/removal', params: memberOf('invited') },
    { route: 'guest-links', body: () => ({ for: 'one' }) },
    { route: 'guest-links/:linkId/revocation', params: ({ table }) => guestLinkTo(table) },
  ],
  'member.admit': [
    { route: 'members/:memberId/admission', params: memberOf('waiting') },
    { route: 'members/:memberId/refusal', params: memberOf('waiting') },
  ],
  'member.remove': [
    { route: 'members/:memberId/removal', params: memberOf('spare') },
    { route: 'screens/:memberId/removal', params: memberOf('spare') },
  ],
  'member.promote': [
    { route: 'members/:memberId/role', params: memberOf('spare'), body: () => ({ role: 'controller' }) },
    { route: 'members/:memberId/removal', params: memberOf('cohost') },
  ],
  'room.handOver': [{ route: 'host', body: memberOf('spare') }],
  'room.takeOver': [{ route: 'host/succession', hostIsAway: true }],
  'room.change': [
    { route: 'settings', method: 'GET' },
    { route: 'settings', body: () => ({ name: 'Another name' }) },
    { route: 'password', body: () => ({ password: 'popcorn' }) },
  ],
  'room.pairStage': [
    { route: 'screens', method: 'GET' },
    { route: 'screens', body: async () => ({ code: await codeOnATelevision() }) },
  ],
  'room.end': [{ route: 'end' }],
}

const POLICIES = { generous: true, strict: false } as const
const SWITCHES: PolicySwitch[] = [
  'guestsMayAdd',
  'guestsMayRemoveOwn',
  'guestsMayVote',
  'othersMayPlayPause',
  'othersMaySeek',
]

const acts = Object.entries(ACTS).flatMap(([permission, list]) =>
  list.flatMap((act) =>
    (['generous', 'strict'] as const).map((policy) => {
      const row = MATRIX[permission as Permission]
      return {
        permission,
        act,
        policy,
        ...named(act),
        allowed: ROLES.filter((role) => holds(row[role], policy)),
        isAsked: Object.values(row).some((cell) => cell !== 'yes' && cell !== 'no'),
      }
    }),
  ),
)

test('every permission has an act, and every command of a room is one', async () => {
  expect(Object.keys(ACTS).sort()).toEqual([...ALL_PERMISSIONS].sort())
  expect(Object.values(ACTS).every((list) => list.length > 0)).toBe(true)
  const commands = (await patternsOf('routes/room/commands/')).map((path) =>
    path.slice('/rooms/:code/'.length),
  )
  const acted = new Set(Object.values(ACTS).flatMap((list) => list.map(({ route }) => route)))
  expect(commands.filter((route) => !acted.has(route))).toEqual([])
})

const given = (policy: keyof typeof POLICIES) =>
  Object.fromEntries(SWITCHES.map((name) => [name, POLICIES[policy]]))

// Where no switch has a say, a no must hold out against a generous policy, and a yes against a strict one.
test.for(acts.filter(({ isAsked, policy }) => isAsked || policy === 'generous'))(
  '$permission: $method $route, where the policy is $policy, refuses who may not, and changes nothing',
  async ({ act, policy, allowed }) => {
    const table = await Table.set(app, cast, given(policy))
    for (const actor of [...ROLES.filter((role) => !allowed.includes(role)), ...OUTSIDERS]) {
      const before = await table.room()
      const answer = await perform(act, { table, actor })
      expect([actor, ...verdictOf(answer)]).toEqual([actor, ...refusalFor(act, actor, table)])
      const after = await table.room()
      expect([actor, hostOf(after)?.id]).toEqual([actor, hostOf(before)?.id])
      // What follows from a host's absence happens by itself, whoever asks for what.
      if (!act.hostIsAway) expect([actor, after]).toEqual([actor, before])
    }
  },
)

test.for(
  acts.filter(({ isAsked, policy, allowed }) => allowed.length > 0 && (isAsked || policy === 'strict')),
)(
  '$permission: $method $route, where the policy is $policy, lets who may',
  async ({ act, policy, allowed }) => {
    for (const actor of allowed) {
      const table = await Table.set(app, cast, given(policy))
      const answer = await perform(act, { table, actor })
      expect([actor, [200, 201].includes(answer.status), answer.text]).toEqual([actor, true, answer.text])
    }
  },
)

describe('a party, as programs reach it by its id', () => {
  type Who = Exclude<Role, 'stage'> | Outsider
  /** In the order of `PEOPLE`. Who may not know of a party hears that there is none; who has no account, to say who they are. */
  const PEOPLE: Who[] = [
    ...(['host', 'cohost', 'controller', 'viewer', 'guest'] as const),
    ...(['stranger', 'outsider', 'invited', 'notComing', 'removed', 'left', 'waiting'] as const),
  ]
  const ROWS: [path: string, method: 'GET' | 'POST', statuses: number[]][] = [
    ['/rooms/:id', 'GET', [200, 200, 200, 200, 401, 401, 404, 200, 200, 404, 200, 404]],
    ['/rooms/:id/stream-token', 'POST', [200, 200, 200, 200, 401, 401, 404, 403, 403, 404, 403, 403]],
    ['/rooms/:id/join', 'POST', [200, 200, 200, 200, 401, 401, 200, 200, 200, 403, 200, 200]],
    ['/rooms/:id/leave', 'POST', [200, 200, 200, 200, 401, 401, 404, 403, 403, 404, 403, 200]],
    ['/rooms/:id/end', 'POST', [200, 403, 403, 403, 401, 401, 404, 403, 403, 404, 403, 403]],
    ['/invites/:id/decline', 'POST', [403, 403, 403, 403, 401, 401, 404, 200, 200, 404, 403, 403]],
  ]

  test.for(ROWS)('%s', async ([path, method, statuses]) => {
    let table = await Table.set(app, cast, {})
    for (const [at, who] of PEOPLE.entries()) {
      const url = `/api/v1/watch-party${path.replace(':id', table.roomId)}`
      const before = await table.room()
      const { browser } = cast[who]
      const answer = await (method === 'GET' ? browser.get(url) : browser.json(url))
      expect([who, answer.status]).toEqual([who, statuses[at]])
      if (answer.status >= 400) expect([who, await table.room()]).toEqual([who, before])
      else table = await Table.set(app, cast, {})
    }
  })
})

test('a token that is not ours opens nothing, whatever it is shown for', async () => {
  const table = await Table.set(app, cast, {})
  const before = await table.room()
  const impostor = cast.host.browser.withToken('tutti_wrong')
  for (const { act } of acts) {
    const answer = await send(impostor, act, await pathOf(act, { table, actor: 'host' }), {})
    expect([act.route, answer.status]).toEqual([act.route, 401])
  }
  expect(await table.room()).toEqual(before)
})

afterEach(() => vi.restoreAllMocks())

function named({ route, method = undefined }: Act) {
  return { route, method: method ?? 'POST' }
}

function holds(cell: Cell, policy: keyof typeof POLICIES): boolean {
  return cell === 'yes' || (cell !== 'no' && POLICIES[policy])
}

async function perform(act: Act, context: Context): Promise<Answer> {
  const body = (await act.body?.(context)) ?? {}
  const path = await pathOf(act, context)
  const { clock } = app.tutti.engine
  const awayMs = act.hostIsAway ? HOST_AWAY_AFTER_MS + 60_000 : 0
  const nowMs = clock.nowMs.bind(clock)
  if (awayMs > 0) vi.spyOn(clock, 'nowMs').mockImplementation(() => nowMs() + awayMs)
  try {
    return await send(cast[context.actor].browser, act, path, body)
  } finally {
    if (awayMs > 0) vi.mocked(clock.nowMs).mockRestore()
  }
}

async function pathOf({ route, params }: Act, context: Context): Promise<string> {
  const filled = (await params?.(context)) ?? {}
  return `/rooms/${context.table.code}/${route.replace(/:(\w+)/g, (_, name: string) => filled[name]!)}`
}

function send(browser: Browser, { method }: Act, path: string, body: object): Promise<Answer> {
  return method === 'GET' ? browser.get(path) : browser.json(path, body)
}

/** Status, and the code of the refusal or where else one is led. */
function verdictOf(answer: Answer): [number, string | null] {
  if (answer.location !== null) return [answer.status, answer.location]
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json')
  return [answer.status, isJson ? answer.json<{ error: { code: string } }>().error.code : null]
}

/** Who is in is told no; who is not is told no as a program, and led to the door as a browser. */
function refusalFor({ method }: Act, actor: Role | Outsider, { code }: Table): [number, string | null] {
  if (method !== 'GET') return [403, 'not_authorized']
  return (OUTSIDERS as readonly string[]).includes(actor) ? [302, `/join/${code}`] : [403, null]
}

async function codeOnATelevision(): Promise<string> {
  const television = app.browser()
  await television.visit('/pair')
  return (await television.get('/pair/state')).json<{ code: string }>().code
}

async function guestLinkTo({ roomId }: Table): Promise<{ linkId: string }> {
  const { db, engine } = app.tutti
  const nowMs = engine.clock.nowMs()
  const tokenHash = hashSecret(newSecret())
  await keepGuestLink(db, roomId, { tokenHash, forOne: true, nowMs, expiresAtMs: nowMs + 60_000 })
  const [link] = await openGuestLinks(db, roomId, nowMs)
  return { linkId: link!.id }
}
