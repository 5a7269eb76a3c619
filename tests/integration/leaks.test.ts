import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { Limits } from '~/auth/limits.server'
import type { Answer, Browser } from '../support/browser'
import { makeToken } from '../support/evening'
import { secretsOf, startSecretParty, stateOf } from '../support/secret-party'
import { directPatterns, patternsOf } from '../support/sitemap'

/** Every address there is, asked by those whom it is not for: nothing of a party or its people may come back. */

const setting = await startSecretParty()
const { app, party, metropolis, subtitle, films, idOf, room, Hildegard, Ingeborg, Ottokar, Rumpelstilz } =
  setting
// Strangers knock on every door here, which is what these limits are there to prevent.
for (const limit of Object.getOwnPropertyNames(Limits.prototype))
  if (limit !== 'constructor') vi.spyOn(app.tutti.limits, limit as 'join').mockResolvedValue(null)

const API = '/api/v1/watch-party'
const stranger = app.browser()
const SECRETS = secretsOf(setting)

type Who = 'stranger' | 'a member of another room' | 'somebody with an account' | 'invited' | 'removed'
const PEOPLE: Record<Who, { browser: Browser; ownName: string | null }> = {
  stranger: { browser: stranger, ownName: null },
  'a member of another room': { browser: setting.elsewhere, ownName: null },
  'somebody with an account': { browser: Ottokar.browser, ownName: 'Ottokar' },
  invited: { browser: Ingeborg.browser, ownName: 'Ingeborg' },
  removed: { browser: Rumpelstilz.browser, ownName: 'Rumpelstilz' },
}

const itemId = room.queue[0]!.id
const memberId = idOf('Waltraud')
const at = `/rooms/${party.code}`
const some = randomUUID()
/** Some hundred addresses, each asked in five ways, on a machine that has other things to do. */
const SWEEP_MS = 120_000

/** Each pattern of the sitemap as it is asked for. One that is missing here fails the test. */
const ADDRESSES: Record<string, string> = {
  '/': '/',
  '/new': '/new',
  '/new/watch': `/new/watch?item=${metropolis.id}&place=${films.id}`,
  '/new/watch/selection': '/new/watch/selection',
  '/new/:kind': '/new/jam',
  '/join': `/join?code=${party.code}`,
  '/join/:code': `/join/${party.code}`,
  '/join/:code/cover/:width': `/join/${party.code}/cover/96`,
  '/join/:code/withdrawal': `/join/${party.code}/withdrawal`,
  '/jam/:code': `/jam/${party.code}`,
  '/pair': '/pair',
  '/pair/state': '/pair/state',
  '/pair/:code/qr.svg': '/pair/ABCDE/qr.svg',
  '/screens': '/screens',
  '/login': '/login',
  '/login/passkey': '/login/passkey',
  '/login/passkey/options': '/login/passkey/options',
  '/login/oidc': '/login/oidc',
  '/login/oidc/callback': '/login/oidc/callback?code=x&state=y',
  '/signup': '/signup',
  '/logout': '/logout',
  '/reset': '/reset',
  '/reset/:secret': '/reset/wrong',
  '/rooms/:code': `${at}?q=${metropolis.title.toLowerCase()}`,
  '/rooms/:code/queue': `${at}/queue`,
  '/rooms/:code/queue/:itemId/removal': `${at}/queue/${itemId}/removal`,
  '/rooms/:code/queue/:itemId/place': `${at}/queue/${itemId}/place`,
  '/rooms/:code/playback': `${at}/playback`,
  '/rooms/:code/gate/opening': `${at}/gate/opening`,
  '/rooms/:code/skip': `${at}/skip`,
  '/rooms/:code/votes': `${at}/votes`,
  '/rooms/:code/votes/withdrawal': `${at}/votes/withdrawal`,
  '/rooms/:code/reports': `${at}/reports`,
  '/rooms/:code/messages': `${at}/messages`,
  '/rooms/:code/reactions': `${at}/reactions`,
  '/rooms/:code/name': `${at}/name`,
  '/rooms/:code/members/:memberId/admission': `${at}/members/${memberId}/admission`,
  '/rooms/:code/members/:memberId/refusal': `${at}/members/${memberId}/refusal`,
  '/rooms/:code/members/:memberId/removal': `${at}/members/${memberId}/removal`,
  '/rooms/:code/members/:memberId/role': `${at}/members/${memberId}/role`,
  '/rooms/:code/host': `${at}/host`,
  '/rooms/:code/host/succession': `${at}/host/succession`,
  '/rooms/:code/invites': `${at}/invites`,
  '/rooms/:code/invites/:memberId/removal': `${at}/invites/${idOf('Friedhelm')}/removal`,
  '/rooms/:code/guest-links': `${at}/guest-links`,
  '/rooms/:code/guest-links/:linkId/revocation': `${at}/guest-links/${some}/revocation`,
  '/rooms/:code/password': `${at}/password`,
  '/rooms/:code/departure': `${at}/departure`,
  '/rooms/:code/end': `${at}/end`,
  '/rooms/:code/search': `${at}/search?q=${metropolis.title.toLowerCase()}`,
  '/rooms/:code/subtitles': `${at}/subtitles`,
  '/rooms/:code/now': `${at}/now`,
  '/rooms/:code/listen': `${at}/listen`,
  '/rooms/:code/tune': `${at}/tune`,
  '/rooms/:code/settings': `${at}/settings`,
  '/rooms/:code/qr.svg': `${at}/qr.svg`,
  '/rooms/:code/stage': `${at}/stage`,
  '/rooms/:code/screens': `${at}/screens`,
  '/rooms/:code/screens/:memberId/removal': `${at}/screens/${memberId}/removal`,
  '/library': `/library?q=${metropolis.title.toLowerCase()}`,
  '/library/:itemId': `/library/${films.id}`,
  '/inbox': '/inbox',
  '/inbox/:roomId/acceptance': `/inbox/${party.roomId}/acceptance`,
  '/inbox/:roomId/refusal': `/inbox/${party.roomId}/refusal`,
  '/inbox/:roomId/notice': `/inbox/${party.roomId}/notice`,
  '/watch-party': '/watch-party',
  '/watch-party/rooms/:roomId': `/watch-party/rooms/${party.roomId}`,
  '/history': '/history',
  '/history/:roomId': `/history/${party.roomId}`,
  '/history/:roomId/played.json': `/history/${party.roomId}/played.json`,
  '/history/:roomId/played.csv': `/history/${party.roomId}/played.csv`,
  '/history/:roomId/played.m3u': `/history/${party.roomId}/played.m3u`,
  '/settings': '/settings',
  '/settings/name': '/settings/name',
  '/settings/password': '/settings/password',
  '/settings/notifications': '/settings/notifications',
  '/settings/notifications/removal': '/settings/notifications/removal',
  '/settings/passkeys': '/settings/passkeys',
  '/settings/passkeys/options': '/settings/passkeys/options',
  '/settings/passkeys/:passkeyId/removal': `/settings/passkeys/${some}/removal`,
  '/settings/sessions/revocation': '/settings/sessions/revocation',
  '/settings/sessions/:sessionId/revocation': `/settings/sessions/${some}/revocation`,
  '/settings/tokens': '/settings/tokens',
  '/settings/tokens/:tokenId/revocation': `/settings/tokens/${some}/revocation`,
  '/admin/libraries': '/admin/libraries',
  '/admin/libraries/:libraryId': `/admin/libraries/${films.id}`,
  '/admin/libraries/:libraryId/removal': `/admin/libraries/${films.id}/removal`,
  '/admin/libraries/people/:accountId/restriction': `/admin/libraries/people/${Hildegard.id}/restriction`,
  '/admin/people': '/admin/people',
  '/admin/people/welcome': '/admin/people/welcome',
  '/admin/people/invites': '/admin/people/invites',
  '/admin/people/invites/:inviteId/revocation': `/admin/people/invites/${some}/revocation`,
  '/admin/people/:accountId/reset-link': `/admin/people/${Hildegard.id}/reset-link`,
  '/admin/people/:accountId/role': `/admin/people/${Hildegard.id}/role`,
  '/admin/people/:accountId/removal': `/admin/people/${Hildegard.id}/removal`,
  '/api/jam/sessions': '/api/jam/sessions',
  '/api/jam/sessions/:code': `/api/jam/sessions/${party.code}`,
  '/api/jam/sessions/:code/search': `/api/jam/sessions/${party.code}/search`,
  '/api/jam/history': '/api/jam/history',
  '/api/v1/watch-party/eligible-libraries': `${API}/eligible-libraries`,
  '/api/v1/watch-party/rooms': `${API}/rooms`,
  '/api/v1/watch-party/rooms/:roomId': `${API}/rooms/${party.roomId}`,
  '/api/v1/watch-party/rooms/:roomId/join': `${API}/rooms/${party.roomId}/join`,
  '/api/v1/watch-party/rooms/:roomId/leave': `${API}/rooms/${party.roomId}/leave`,
  '/api/v1/watch-party/rooms/:roomId/end': `${API}/rooms/${party.roomId}/end`,
  '/api/v1/watch-party/rooms/:roomId/stream-token': `${API}/rooms/${party.roomId}/stream-token`,
  '/api/v1/watch-party/invites': `${API}/invites`,
  '/api/v1/watch-party/invites/:roomId/decline': `${API}/invites/${party.roomId}/decline`,
  '/api/openapi.json': '/api/openapi.json',
  '/api/*': '/api/nowhere',
  '/*': '/nowhere',
  '/healthz': '/healthz',
  '/metrics': '/metrics',
  '/rooms/:code/events': `${at}/events`,
  '/inbox/events': '/inbox/events',
  '/rooms/:code/heartbeat': `${at}/heartbeat`,
  '/media/:id': `/media/${metropolis.id}?room=${party.code}`,
  '/media/:id/subtitles/:subtitleId': `/media/${metropolis.id}/subtitles/${subtitle.id}?room=${party.code}`,
  '/media/:id/types': `/media/${metropolis.id}/types?room=${party.code}`,
  '/media/:id/hls/film.m3u8': `/media/${metropolis.id}/hls/film.m3u8?room=${party.code}`,
  '/media/:id/hls/segments/:index.ts': `/media/${metropolis.id}/hls/segments/0.ts?room=${party.code}`,
  '/artwork/:id/:width': `/artwork/${metropolis.artworkId}/96?room=${party.code}`,
}

/** An open stream never ends: it is looked at below. Whoever logs out is somebody else for the rest of the sweep. */
const NOT_SENT: Record<string, string[]> = {
  '/inbox/events': ['GET'],
  '/logout': ['POST'],
  '/settings/sessions/revocation': ['POST'],
}

/** What somebody may be told all the same, and where. */
const TOLD: { what: string[]; where: RegExp; who?: Who[] }[] = [
  // The door says whose room it is to everybody who knows the code; so does what other programs ask of it.
  { what: ['Hildegard'], where: /^\/(join\/:code|api\/jam\/sessions\/:code)$/ },
  // People with an account see whom they can invite: that there are these names, and nothing else of them.
  {
    what: ['Hildegard', 'Waltraud', 'Ingeborg', 'Friedhelm', 'Rumpelstilz', 'Ottokar'],
    where: /^\/new\/watch/,
    who: ['somebody with an account', 'invited', 'removed'],
  },
  { what: ['title'], where: /^\/(new\/watch|library)/, who: ['invited', 'removed'] },
  // Who is invited is told to what and by whom, who is there, and how to come in.
  {
    what: ['Hildegard', 'title', 'name', 'code', 'code as people read it'],
    where: /^\/(inbox|join\/:code|watch-party|api\/v1\/watch-party\/invites|api\/jam\/sessions\/:code$)/,
    who: ['invited'],
  },
  {
    what: ['Hildegard', 'Waltraud', 'Rumpelstilz'],
    where: /^\/api\/v1\/watch-party\/rooms\/:roomId$/,
    who: ['invited'],
  },
  // Who was in remembers where that was; what went on there is no longer for them.
  {
    what: ['Hildegard', 'name', 'code', 'code as people read it'],
    where: /^\/(history|$)/,
    who: ['removed'],
  },
]

const MEDIA = Object.keys(ADDRESSES).filter((pattern) => /^\/(media|artwork)|\/cover\//.test(pattern))

test('the sweep knows every address, and there is something to find', async () => {
  const patterns = [...(await patternsOf()), ...directPatterns()]
  expect(Object.keys(ADDRESSES).sort()).toEqual(patterns.sort())
  const seen = await Hildegard.browser.get(at)
  const missed = Object.keys(SECRETS).filter((what) => !seen.text.includes(SECRETS[what]!))
  expect(missed.filter((what) => !/address|password|hash|folder|read it|link|Ottokar/.test(what))).toEqual([])
  // Without ffmpeg on the machine there is nothing to convert films with.
  for (const pattern of MEDIA.filter((pattern) => !pattern.includes('/hls/'))) {
    const { status } = await Hildegard.browser.get(ADDRESSES[pattern]!)
    expect([pattern, status]).toEqual([pattern, 200])
  }
})

describe.each(Object.keys(PEOPLE) as Who[])('%s', (who) => {
  test(
    'is told nothing while the party lasts, and changes nothing',
    async () => {
      const before = await stateOf(setting)
      await sweep(who)
      // Who is invited may decline, and that is all.
      if (who !== 'invited') expect(await stateOf(setting)).toEqual(before)
    },
    SWEEP_MS,
  )

  test('gets no bytes, by this room nor by another one', async () => {
    const { browser } = PEOPLE[who]
    for (const pattern of MEDIA) {
      const address = ADDRESSES[pattern]!
      const asked = [address, address.replace(party.code, setting.othersCode), address.replace(/\?.*/, '')]
      for (const path of asked) {
        // A cover belongs to whoever may see the library, and to the door of who is invited.
        const isShown = who === 'invited' || who === 'removed' ? /artwork|cover/.test(pattern) : false
        const { status, text } = await browser.get(path)
        if (isShown && status === 200) continue
        expect([path, status]).toEqual([path, expect.toSatisfy(isClosed)])
        expect(text.length).toBeLessThan(2_000)
      }
    }
  })

  test('hears nothing on a stream but how many invitations wait', async () => {
    const { browser } = PEOPLE[who]
    expect((await browser.open(`${at}/events`)).status).toBe(403)
    const reader = browser.listen('/inbox/events')
    await reader.until(() => reader.frames.length > 0 || reader.isClosed)
    for (const { data } of reader.frames) expect(data).toEqual({ waiting: expect.any(Number) })
    reader.cut()
  })
})

describe('a token', () => {
  test(
    'of a guest or of somebody else tells no more than its owner is told',
    async () => {
      for (const who of ['a member of another room', 'somebody with an account'] as const) {
        const program = PEOPLE[who].browser.withToken(await makeToken(PEOPLE[who].browser))
        await sweep(who, program, READS)
      }
    },
    SWEEP_MS,
  )
})

describe('once it is over', () => {
  beforeAll(async () => {
    expect((await Hildegard.browser.json(`${at}/end`)).status).toBe(200)
  })

  test.each(Object.keys(PEOPLE) as Who[])(
    '%s is told no more than before',
    (who) => sweep(who, PEOPLE[who].browser, READS),
    SWEEP_MS,
  )

  test('who was in looks back at it', async () => {
    expect((await setting.Waltraud.browser.get(at)).text).toContain('Zwetschgenabend')
  })
})

/** Asks everything in every way, and looks for what must not be in the answer. */
async function sweep(who: Who, browser = PEOPLE[who].browser, ways = Object.keys(WAYS)): Promise<void> {
  const knownAs = async () => (await app.tutti.sessions.read(browser.cookies()))?.account.username ?? null
  const name = await knownAs()
  if (browser === PEOPLE[who].browser) expect(name).toBe(PEOPLE[who].ownName)
  for (const [pattern, address] of Object.entries(ADDRESSES)) {
    for (const method of ways) {
      if (NOT_SENT[pattern]?.includes(method.split(' ')[0]!)) continue
      const answer = await WAYS[method]!(browser, address)
      const said = `${answer.text}\n${JSON.stringify([...answer.headers])}`
      const leaked = Object.entries(SECRETS).filter(([what, secret]) => {
        const isAsked = address.includes(secret) || address.includes(secret.replace('-', ''))
        if (isAsked || what === PEOPLE[who].ownName) return false
        return said.includes(secret) && !isTold(who, pattern, what)
      })
      expect([method, address, answer.status, leaked]).toEqual([
        method,
        address,
        expect.toSatisfy((status: number) => status < 500),
        [],
      ])
    }
  }
  expect(await knownAs()).toBe(name)
}

/** Where nothing is to be changed any more, it is enough to read. */
const READS = ['GET', 'GET data']

const WAYS: Record<string, (browser: Browser, path: string) => Promise<Answer>> = {
  GET: (browser, path) => browser.get(path),
  'GET json': (browser, path) => browser.get(path, { Accept: 'application/json' }),
  // What the router's own scripts would be told, which may be more than the page shows.
  'GET data': (browser, path) =>
    browser.get(path.replace(/^\/(?=$|\?)/, '/_root').replace(/(?=\?|$)/, '.data')),
  POST: (browser, path) => browser.post(path),
  'POST json': (browser, path) => browser.json(path),
}

function isTold(who: Who, pattern: string, what: string): boolean {
  return TOLD.some(
    (told) => told.what.includes(what) && told.where.test(pattern) && (told.who?.includes(who) ?? true),
  )
}

function isClosed(status: number): boolean {
  return [401, 403, 404].includes(status)
}
