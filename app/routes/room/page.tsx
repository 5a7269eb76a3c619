import { data, redirect } from 'react-router'
import type { PageHandle } from '~/root'
import { audienceOf, viewFor } from '~/domain/room/view'
import { askerContext } from '~/asker.server'
import { shelvesOfRoom, withheldFrom } from '~/room-media.server'
import { lastSeen } from '~/sync/store/sightings.server'
import streamWorkerUrl from '~/sync/browser/stream-worker.ts?worker&url'
import { publicOrigin } from '../public-origin.server'
import type { RefusedForm } from './command.server'
import { Ended } from './ended'
import { requireMembership } from './membership.server'
import type { RoomInitial } from './screen/initial'
import flyingCss from './flying/flying.css?url'
import filmCss from './screen/film.css?url'
import islandUrl from './screen/island.tsx?worker&url'
import roomCss from './screen/room.css?url'
import * as everything from './screen/opened/parts'
import { RoomScreen } from './screen/room-screen'
import type { Route } from './+types/page'

export { headers } from '../page-headers'

export const handle: PageHandle = { island: islandUrl }

const SONGS_FOUND = 30
const FILM_STYLES = [filmCss, flyingCss]

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `${loaderData.room.name} · Tutti` : 'Tutti' }]
}

/** The room as this member may see it, with what they searched for where JavaScript does not. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { tutti, room, member } = await requireMembership(context, params.code)
  // A screen has a page of its own.
  if (member.role === 'stage') throw redirect(`/rooms/${room.code}/stage`)
  const { library, engine } = tutti
  const query = url.searchParams.get('q')
  const cursor = url.searchParams.get('cursor')
  const shelves = query === null || room.ended ? null : await shelvesOfRoom(tutti, room)
  const found = shelves && (await shelves.search(query!, { limit: SONGS_FOUND, cursor }))
  const answer = {
    room: viewFor(room, audienceOf(member)),
    memberId: member.id,
    presence: engine.presence.of(room.id),
    waiting: engine.waiting(room),
    withheld: await withheldFrom(tutti, context.get(askerContext).person.id, room),
    nowMs: engine.clock.nowMs(),
    ownerSeenAtMs: Math.max(room.createdAtMs, (await lastSeen(tutti.db, room.id)).ownerMs),
    origin: publicOrigin(context),
    query: query ?? '',
    found: found && { ...found, scan: library.progress() },
  }
  return room.ended ? data(answer, { status: 410 }) : answer
}

/** A room that has ended only looks back, and needs no script. */
export default function RoomPage({ loaderData, actionData }: Route.ComponentProps) {
  if (loaderData.room.ended) return <Ended room={loaderData.room} />
  const refused = (actionData as { refused?: RefusedForm } | undefined)?.refused ?? null
  const initial: RoomInitial = {
    ...loaderData,
    refused,
    filmStyles: FILM_STYLES,
    workerUrl: streamWorkerUrl,
  }
  const isFilmOn = loaderData.room.current?.track.kind === 'video'
  return (
    <>
      <link rel="stylesheet" href={roomCss} precedence="default" />
      {isFilmOn &&
        FILM_STYLES.map((href) => <link key={href} rel="stylesheet" href={href} precedence="default" />)}
      <div id="room">
        <RoomScreen initial={initial} everything={everything} />
      </div>
      <script
        type="application/json"
        id="room-initial"
        // The only character that could end the element early is escaped.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(initial).replaceAll('<', '\\u003c') }}
      />
    </>
  )
}
