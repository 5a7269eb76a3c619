import { data, redirect } from 'react-router'
import { askerContext, arrivalContext } from '~/asker.server'
import { KINDS, readRoomCode, type Kind, type KindPreset } from '~/domain/room/kinds'
import { REFUSALS } from '~/domain/room/refusal'
import { liveRoomsOf } from '~/sync/store/history.server'
import { tuttiContext } from '~/tutti.server'
import { PlusIcon } from '~/ui/icons'
import { PageFrame } from '~/ui/page-frame'
import { CodeForm } from '../join/code-form'
import { LiveRooms } from './live-rooms'
import type { Route } from './+types/page'

export { headers } from '../page-headers'

const ROOMS_SHOWN = 12

export const meta: Route.MetaFunction = () => [
  { title: 'Tutti: everyone in the room, at the same moment' },
  { name: 'description', content: 'Rooms in which people listen together. No account, no app.' },
]

/** The first page; at `/join?code=` what its field leads to, which is a room or the same page with what is wrong. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { db, engine, limits } = context.get(tuttiContext)
  const { person, account } = context.get(askerContext)
  const { address } = context.get(arrivalContext)
  const rooms = await liveRoomsOf(db, person.id, ROOMS_SHOWN)
  const hello = account?.username ?? null
  const typed = url.searchParams.get('code')
  if (typed === null) return { hello, rooms, typed: '', problem: null }

  const guessing = await limits.codeGuessing(address)
  if (guessing) {
    const { status, message } = REFUSALS.rate_limited
    const headers = { 'Retry-After': String(guessing.retryAfterS) }
    return data({ hello, rooms, typed, problem: message }, { status, headers })
  }
  // Some paste the whole link.
  const code = readRoomCode(typed.slice(typed.lastIndexOf('/') + 1))
  if (code && (await engine.rooms.findByCode(code))) throw redirect(`/join/${code}`)
  if (typed.trim() === '')
    return data({ hello, rooms, typed, problem: 'Type the code first' }, { status: 400 })
  await limits.countWrongCode(address)
  const { status, message } = REFUSALS.session_not_found
  return data({ hello, rooms, typed, problem: `${message}. Is the code right?` }, { status })
}

export default function Home({ loaderData: { hello, rooms, typed, problem } }: Route.ComponentProps) {
  return (
    <PageFrame width="wide">
      <div className="grid gap-7 sm:pt-4">
        {hello && (
          <p dir="auto" className="-mb-4 font-semibold text-accent">
            {`Hello, ${hello}`}
          </p>
        )}
        <h1 className="max-w-[15ch] text-[clamp(34px,6vw,56px)] leading-[1.05] font-bold tracking-[-0.03em] text-balance">
          Everyone in the room, at the same moment.
        </h1>
        <CodeForm typed={typed} problem={problem} />
      </div>
      <div className="grid grid-cols-1 items-start gap-10 md:grid-cols-2 md:gap-7">
        <section className="grid grid-cols-1 gap-3">
          <h2>Start a room</h2>
          {Object.entries<KindPreset>(KINDS).map(([kind, preset]) => (
            <KindCard key={kind} kind={kind as Kind} preset={preset} />
          ))}
        </section>
        <LiveRooms rooms={rooms} />
      </div>
    </PageFrame>
  )
}

function KindCard({ kind, preset }: { kind: Kind; preset: KindPreset }) {
  return (
    <a
      href={`/new/${kind}`}
      data-kind={kind}
      className="card grid grid-cols-[1fr_auto] gap-1.5 p-[18px] no-underline hover:border-accent"
    >
      <i aria-hidden="true" className="col-span-2 mb-1 h-1.5 w-9 rounded-full bg-accent" />
      <b className="text-lg">{preset.noun}</b>
      <span className="row-span-2 self-center text-accent">
        <PlusIcon sizePx={28} />
      </span>
      <span className="text-sm text-muted">{preset.tagline}</span>
    </a>
  )
}
