import { randomUUID } from 'node:crypto'
import type { Role } from '~/domain/membership/member'
import type { Command } from '~/domain/room/command'
import { presetOf } from '~/domain/room/kinds'
import type { Policy } from '~/domain/room/policy'
import { isRefusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { signUp } from './accounts'
import type { App } from './app'
import type { Browser } from './browser'
import { openJam } from './evening'

/** Those who have nothing to say in the room, each for a reason of their own. */
export const OUTSIDERS = [
  'stranger',
  'outsider',
  'memberElsewhere',
  'invited',
  'notComing',
  'removed',
  'left',
  'waiting',
] as const

export type Outsider = (typeof OUTSIDERS)[number]
export type Somebody = { browser: Browser; personId: string; accountId: string | null }
export type Cast = Record<Role | Outsider | 'spare', Somebody>

/** Without an account are guests, the screen and who knows nobody here; all others have one. */
const WITHOUT_ACCOUNT: readonly (keyof Cast)[] = ['guest', 'stage', 'stranger', 'memberElsewhere']

/** One browser for each part there is; they go from room to room. */
export async function castOf(app: App): Promise<Cast> {
  const parts: (keyof Cast)[] = [
    'host',
    'cohost',
    'controller',
    'viewer',
    'guest',
    'stage',
    'spare',
    ...OUTSIDERS,
  ]
  // The first account is the admin's, who is none of them.
  await signUp(app.browser(), 'admin')
  const cast: Partial<Cast> = {}
  for (const part of parts) cast[part] = await somebody(app, part)
  await openJam(cast.memberElsewhere!.browser)
  return cast as Cast
}

async function somebody(app: App, part: keyof Cast): Promise<Somebody> {
  const browser = app.browser()
  await browser.get('/')
  if (!WITHOUT_ACCOUNT.includes(part)) {
    const made = await signUp(browser, `${part}-here`)
    if (made.status !== 303) throw new Error(`${part} has no account: ${made.status} ${made.text}`)
    const session = await app.tutti.sessions.read(browser.cookies())
    const { id } = session!.account
    return { browser, personId: id, accountId: id }
  }
  const person = await app.tutti.personCookie.read(browser.cookies())
  return { browser, personId: person!.id, accountId: null }
}

type CommandBody = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

/** A room in which everybody is what they are called, with something on and something of each of them waiting. */
export class Table {
  readonly roomId: string
  readonly code: string
  readonly memberIds: Partial<Record<keyof Cast, string>> = {}
  readonly #app: App
  readonly #cast: Cast

  private constructor(app: App, cast: Cast, room: Room) {
    this.#app = app
    this.#cast = cast
    this.roomId = room.id
    this.code = room.code
    this.memberIds.host = Object.keys(room.members)[0]!
  }

  /** `policy` holds once everybody is in their place. */
  static async set(app: App, cast: Cast, policy: Partial<Policy>): Promise<Table> {
    const { engine, library } = app.tutti
    const { tracks } = await (await library.seenBy()).search('')
    const open: Policy = { ...presetOf('jam').policy, sameSongMayWaitTwice: true }
    const room = await engine.rooms.open({
      kind: 'jam',
      name: 'Table',
      policy: open,
      hostName: 'host',
      hostAccountId: cast.host.accountId,
      personId: cast.host.personId,
      endsAtMs: engine.clock.nowMs() + 3_600_000,
      items: tracks.slice(0, 2).map((track) => ({ id: randomUUID(), track })),
    })
    const table = new Table(app, cast, room)
    for (const part of ['cohost', 'controller', 'viewer', 'guest', 'stage', 'spare'] as const) {
      await table.#comesIn(part)
      if (part !== 'stage') await table.#does(part, { type: 'add', track: tracks[0]! })
    }
    for (const role of ['cohost', 'controller'] as const)
      await table.#does('host', { type: 'setRole', memberId: table.memberIds[role]!, role })
    await table.#setApart()
    await table.#change({ ...open, approveJoins: true })
    await table.#comesIn('waiting')
    await table.#change({ ...open, ...policy })
    return table
  }

  /** The room as the product holds it. */
  async room(): Promise<Room> {
    return (await this.#app.tutti.engine.rooms.read(this.roomId))!
  }

  async #setApart(): Promise<void> {
    for (const part of ['removed', 'left'] as const) await this.#comesIn(part)
    await this.#does('host', { type: 'remove', memberId: this.memberIds.removed! })
    await this.#does('left', { type: 'leave' })
    for (const part of ['invited', 'notComing'] as const) {
      const memberId = (this.memberIds[part] = randomUUID())
      const accountId = this.#cast[part].accountId!
      await this.#does('host', { type: 'invite', memberId, accountId, name: part, role: 'viewer' })
    }
    await this.#does('notComing', { type: 'declineInvite' })
  }

  async #change(policy: Policy): Promise<void> {
    const { name, endsAtMs } = await this.room()
    await this.#does('host', { type: 'changeRoom', name, endsAtMs, policy })
  }

  async #comesIn(part: keyof Cast): Promise<void> {
    const { personId, accountId } = this.#cast[part]
    const memberId = (this.memberIds[part] = randomUUID())
    await this.#execute(
      { personId },
      {
        type: 'join',
        memberId,
        name: part,
        fallbackName: part,
        role: part === 'stage' ? 'stage' : 'guest',
        ...(accountId && { account: { id: accountId, maySee: true } }),
      },
    )
  }

  #does(part: keyof Cast, command: CommandBody): Promise<void> {
    return this.#execute({ memberId: this.memberIds[part]! }, command)
  }

  async #execute(sender: { memberId: string } | { personId: string }, command: CommandBody): Promise<void> {
    const asked = { ...command, id: randomUUID() } as Command
    const outcome = await this.#app.tutti.engine.rooms.execute(this.roomId, sender, asked)
    if (isRefusal(outcome)) throw new Error(`The table could not be set: ${command.type} ${outcome.refusal}`)
  }
}
