import type { ServerResponse } from 'node:http'
import type { Room } from '~/domain/room/room'
import type { Engine } from '~/sync/engine.server'
import type { Library } from '~/media/library.server'
import { whyWithheld } from './room-media.server'

/** One answer with the bytes of a track, to a person in a room. */
type Answer = {
  response: ServerResponse
  personId: string
  roomId: string
  memberId: string
  trackId: string
}

type Parts = { engine: Engine; library: Library; onError: (error: unknown) => void }

/**
 * Who is given what at this moment. One answer carries a whole film, and a browser has asked for it before its right to
 * it ended: when what people may see has changed, each of them is looked at again.
 */
export class Watching {
  #parts: Parts
  #answers = new Set<Answer>()
  /** One look after the other: each sees what was changed before it. */
  #looking: Promise<void> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
    parts.engine.onDeparture((room) => this.#cutThoseGone(room))
    parts.engine.bus.subscribe(({ type }) => {
      if (type === 'access') this.#looking = this.#looking.then(() => this.#lookAgain()).catch(parts.onError)
    })
  }

  /** What somebody may see has changed: told to every node, this one too. */
  accessChanged(): void {
    this.#parts.engine.bus.publish({ type: 'access' })
  }

  /** To be called before the answer begins. */
  follow(answer: Answer): void {
    this.#answers.add(answer)
    answer.response.once('close', () => this.#answers.delete(answer))
  }

  /** What a host lends is lent for as long as one is in the room. */
  #cutThoseGone({ id, members }: Room): void {
    for (const { response, roomId, memberId } of this.#answers)
      if (roomId === id && members[memberId]?.state !== 'in') response.destroy()
  }

  async #lookAgain(): Promise<void> {
    for (const { response, ...whose } of this.#answers) if (await this.#isWithheld(whose)) response.destroy()
    for (const roomId of this.#parts.engine.hub.roomIds()) await this.#tellRoom(roomId)
  }

  /** Their pages say why the picture stopped; who may see it again goes on. */
  async #tellRoom(roomId: string): Promise<void> {
    const { hub, rooms } = this.#parts.engine
    const trackId = rooms.held(roomId)?.current?.track.id
    if (!trackId) return
    for (const memberId of hub.memberIdsIn(roomId)) {
      const personId = await rooms.personIdOf(roomId, memberId)
      const isWithheld = personId !== null && (await this.#isWithheld({ personId, roomId, trackId }))
      hub.tellWithheld(roomId, memberId, isWithheld ? trackId : null)
    }
  }

  async #isWithheld({
    personId,
    roomId,
    trackId,
  }: Pick<Answer, 'personId' | 'roomId' | 'trackId'>): Promise<boolean> {
    const room = await this.#parts.engine.rooms.read(roomId)
    return room === null || (await whyWithheld(this.#parts, personId, room, trackId)) !== null
  }
}
