import { asc, eq } from 'drizzle-orm'
import { accounts } from '~/db/schema/accounts'
import { signUp } from './accounts'
import { openJam } from './evening'
import { setAudience, startHousehold, type Person } from './household'
import { openParty, partyOf } from './party'

/** Everybody who has an account here, besides Ada and Kim; no name of them is a word that pages use. */
const NAMES = ['Hildegard', 'Waltraud', 'Ingeborg', 'Friedhelm', 'Rumpelstilz', 'Ottokar'] as const
const PASSWORD = 'Ziegenpeterkeks'
const MESSAGE = 'Geheimratsecken'

/**
 * Hildegard shows a film that only some may see, behind a password. Waltraud is in, Rumpelstilz was sent away, Ingeborg
 * and Friedhelm are invited. Ottokar has an account and may not see the film; somebody is in another room; somebody else
 * is nobody here.
 */
export async function startSecretParty() {
  const household = await startHousehold()
  const { app, ada, films, metropolis, m } = household
  const people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await person(name)] as const)),
  ) as Record<(typeof NAMES)[number], Person>
  const { Hildegard, Waltraud, Ingeborg, Friedhelm, Rumpelstilz } = people
  const given = [Hildegard, Waltraud, Ingeborg, Friedhelm, Rumpelstilz].map(({ id }) => id)
  await setAudience(ada.browser, films, 'given', given)

  const invites = [Waltraud, Ingeborg, Friedhelm, Rumpelstilz]
  const party = await openParty(Hildegard, metropolis.id, invites, { password: PASSWORD })
  const at = `/rooms/${party.code}`
  for (const { browser } of [Waltraud, Rumpelstilz])
    await browser.json(`/inbox/${party.roomId}/acceptance`, { password: PASSWORD })
  await Hildegard.browser.json(`${at}/settings`, { name: 'Zwetschgenabend' })
  await Hildegard.browser.json(`${at}/queue`, { trackId: m.id })
  await Waltraud.browser.json(`${at}/messages`, { text: MESSAGE })
  const room = await partyOf(app, party)
  const idOf = (name: string) => Object.values(room.members).find((member) => member.name === name)!.id
  const made = await Hildegard.browser.json(`${at}/guest-links`, { for: 'hour' })
  const guestLink = new URL(made.json<{ link: string }>().link).searchParams.get('guest')!
  const sent = await Hildegard.browser.json(`${at}/members/${idOf('Rumpelstilz')}/removal`)
  if (sent.status !== 200) throw new Error(`Not sent away: ${sent.text}`)

  const elsewhere = app.browser()
  const { code: othersCode } = await openJam(elsewhere)

  return { ...household, ...people, party, guestLink, at, othersCode, elsewhere, idOf, room }

  async function person(name: string): Promise<Person> {
    const browser = app.browser()
    const made = await signUp(browser, name, { email: `${name.toLowerCase()}@briefkasten.example` })
    if (made.status !== 303) throw new Error(`${name} could not sign up: ${made.text}`)
    const [row] = await app.db.select().from(accounts).where(eq(accounts.username, name))
    return { browser, id: row!.id }
  }
}

export type SecretParty = Awaited<ReturnType<typeof startSecretParty>>

/** All that can leak of a party and of its people, by what it is. */
export function secretsOf({ party, room, metropolis, guestLink, idOf }: SecretParty): Record<string, string> {
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, name])),
    ...Object.fromEntries(NAMES.map((name) => [`address of ${name}`, `${name.toLowerCase()}@`])),
    title: metropolis.title,
    name: 'Zwetschgenabend',
    code: party.code,
    'code as people read it': `${party.code.slice(0, 4)}-${party.code.slice(4)}`,
    password: PASSWORD,
    hash: 'argon2',
    message: MESSAGE,
    'link for guests': guestLink,
    member: idOf('Waltraud'),
    waiting: room.queue[0]!.id,
    folder: 'tutti-household-',
  }
}

/** What must be as it was, whatever strangers send. */
export async function stateOf({ app, party }: SecretParty) {
  const room = await partyOf(app, party)
  const people = await app.db
    .select({ name: accounts.username, role: accounts.role })
    .from(accounts)
    .orderBy(asc(accounts.username))
  return { room, people }
}
