import type { Role } from '~/domain/membership/member'
import { apply } from '~/domain/room/apply'
import { presetOf } from '~/domain/room/kinds'
import type { EventType, RoomEvent } from '~/domain/room/event'
import { nameOf, type Room } from '~/domain/room/room'
import { isolate } from '~/routes/room/words/isolate'

/** A short word on what just happened. Several with the same key are told as one. */
export type Notice = {
  text: string
  tone?: 'bad'
  many?: { key: string; text: (count: number) => string }
}

/** The room before and after an event, and who looks at it. */
type Scene = { before: Room; after: Room; memberId: string }

/** What is worth a word to this member, in order. What people did themselves they know. */
export function noticesOf(events: RoomEvent[], scene: Scene): Notice[] {
  if (events.length === 0) return noticesOfGap(scene)
  const notices: Notice[] = []
  let { before } = scene
  for (const event of events) {
    const after = apply(before, event)
    const notice = (NOTICES[event.type] as Teller | undefined)?.(event, { ...scene, before, after })
    if (notice) notices.push(notice)
    before = after
  }
  return notices
}

/** After a gap only what touches oneself is told. */
function noticesOfGap({ before, after, memberId }: Scene): Notice[] {
  const [was, is] = [before.members[memberId]?.role, after.members[memberId]?.role]
  return was && is && was !== is ? [{ text: roleWords(true, '', is) }] : []
}

type Teller = (event: RoomEvent, scene: Scene) => Notice | null
type TellerFor<Type extends EventType> = (
  event: Extract<RoomEvent, { type: Type }>,
  scene: Scene,
) => Notice | null

const NOTICES: { [Type in EventType]?: TellerFor<Type> } = {
  'queue.added': ({ item, by }, { after, memberId }) => {
    if (by === memberId) return null
    const name = who(after, by)
    return {
      text: `${name} added ${isolate(item.track.title)}`,
      many: { key: `added ${by}`, text: (count) => `${name} added ${count} ${itemsOf(after).many}` },
    }
  },
  'queue.removed': ({ itemId, by }, { before, after, memberId }) => {
    const item = before.queue.find((item) => item.id === itemId)
    if (by === memberId || item?.addedBy !== memberId) return null
    return { text: `${who(after, by)} removed ${isolate(item.track.title)}` }
  },
  'playback.changed': ({ playhead, by }, { before, after, memberId }) => {
    if (by === null || by === memberId || before.playhead.playing === playhead.playing) return null
    const text = `${who(after, by)} ${playhead.playing ? 'pressed play' : 'paused'}`
    return { text, many: { key: 'playing', text: () => text } }
  },
  'playback.movedOn': ({ outcome, by }, { before, after, memberId }) => {
    const title = isolate(before.current?.track.title ?? `That ${itemsOf(before).one}`)
    if (outcome === 'unplayable') return { text: `${title} would not play, so it was skipped`, tone: 'bad' }
    if (outcome === 'voted') return { text: `Skipped by vote: ${title}` }
    if (outcome === 'skipped' && by !== memberId) return { text: `${who(after, by)} skipped ${title}` }
    return null
  },
  'member.asked': ({ member }) => ({
    text: `${isolate(member.name)} would like to come in`,
    many: { key: 'asked', text: (count) => `${count} people would like to come in` },
  }),
  'member.joined': ({ member }, { memberId }) => {
    if (member.id === memberId) return null
    if (member.role === 'stage') return { text: 'A screen joined' }
    return {
      text: `${isolate(member.name)} joined`,
      many: { key: 'joined', text: (count) => `${count} people joined` },
    }
  },
  'member.left': (event, { before }) => leaving(before, event.memberId, 'left'),
  'member.removed': (event, { before }) => leaving(before, event.memberId, 'was removed'),
  'member.renamed': ({ memberId: renamed, name }, { before, memberId }) => {
    if (renamed === memberId) return null
    return { text: `${who(before, renamed)} is now called ${isolate(name)}` }
  },
  'member.roleChanged': ({ memberId: changed, role }, { before, after, memberId }) => {
    // Who hands over becomes a co-host; the other half of that says enough.
    if (before.members[changed]?.role === 'host') return null
    return { text: roleWords(changed === memberId, who(after, changed), role) }
  },
  'room.changed': ({ by }, { after, memberId }) =>
    by === memberId ? null : { text: `${who(after, by)} changed the settings` },
  'room.hostCameBack': () => ({ text: 'The host is back' }),
  'room.stayedOpen': (_, { after }) => ({ text: `The ${presetOf(after.kind).short} stays open` }),
}

function itemsOf({ kind }: Room) {
  return presetOf(kind).items
}

function leaving(room: Room, memberId: string, verb: string): Notice | null {
  if (room.members[memberId]?.role === 'stage') return { text: 'A screen left' }
  return {
    text: `${who(room, memberId)} ${verb}`,
    many: { key: verb, text: (count) => `${count} people ${verb === 'left' ? 'left' : 'were removed'}` },
  }
}

function roleWords(isMe: boolean, name: string, role: Role): string {
  const title = role === 'host' ? 'the host' : role === 'cohost' ? 'a co-host' : 'a guest'
  return isMe ? `You are ${title} now` : `${name} is ${title} now`
}

function who(room: Room, memberId: string | null): string {
  return memberId === null ? 'Someone' : isolate(nameOf(room, memberId))
}
