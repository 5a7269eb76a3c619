import type { App } from './app'
import type { Person } from './household'

const API = '/api/v1/watch-party'

export type Party = { roomId: string; code: string }

/** Somebody opens a watch party as a program does; `invites` come as viewers unless a role is named. */
export async function openParty(
  host: Person,
  itemId: string,
  invites: (Person | [Person, 'viewer' | 'controller'])[] = [],
  more: Record<string, unknown> = {},
): Promise<Party> {
  const asked = invites.map((one) => (Array.isArray(one) ? one : ([one, 'viewer'] as const)))
  const opened = await host.browser.json(`${API}/rooms`, {
    item_id: itemId,
    invites: asked.map(([{ id }, role]) => ({ user_id: id, role })),
    ...more,
  })
  if (opened.status !== 201) throw new Error(`Not opened: ${opened.status} ${opened.text}`)
  const { room_id, join_path } = opened.json<{ room_id: string; join_path: string }>()
  return { roomId: room_id, code: join_path.split('/').at(-1)! }
}

/** The room as the product holds it. */
export async function partyOf(app: App, { roomId }: Party) {
  const room = await app.tutti.engine.rooms.read(roomId)
  if (!room) throw new Error(`No room ${roomId}`)
  return room
}
