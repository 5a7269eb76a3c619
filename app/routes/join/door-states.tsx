import { Artwork, ArtworkRoom } from '~/ui/artwork'
import { Avatar } from '~/ui/avatar'
import { FormProblem, TextField, type FormState } from '~/ui/form'
import { Appointed } from '~/ui/moment'
import { showDuration } from '~/ui/time'
import { people } from '../words'
import type { Doorway, Standing } from './doorway.server'

/** Whose room this is, what plays and who is there. */
export function Invitation({ doorway }: { doorway: Doorway }) {
  const { code, name, noun, hostName, peopleCount, playing, startsAtMs, standing } = doorway
  return (
    <section className="grid grid-cols-1 gap-5">
      <div className="grid grid-cols-1 gap-2">
        <p className="flex items-center gap-2.5 text-muted">
          {hostName && <Avatar name={hostName} />}
          <span className="min-w-0 wrap-anywhere">
            <bdi>{hostName ?? 'Somebody'}</bdi>’s {noun}
          </span>
        </p>
        <h1
          dir="auto"
          className="text-4xl leading-tight font-bold tracking-tight text-balance wrap-anywhere sm:text-5xl"
        >
          {name}
        </h1>
        {standing !== 'ended' && <p className="text-muted">{`${people(peopleCount)} in the room`}</p>}
        {startsAtMs && (
          <p className="font-semibold">
            Starts <Appointed atMs={startsAtMs} />
          </p>
        )}
      </div>
      {playing && (
        <div
          className="card flex items-center gap-4 p-4"
          style={{ background: tinted(playing.artworkColor) }}
        >
          <Artwork
            artworkId={playing.artworkId}
            title={playing.title}
            widthPx={96}
            isFilm={playing.kind === 'video'}
            at={(widthPx) => `/join/${code}/cover/${widthPx}`}
          />
          <div className="min-w-0">
            <h2>{startsAtMs ? 'To be watched' : 'Playing now'}</h2>
            <p dir="auto" className="mt-1 line-clamp-2 text-xl leading-snug font-bold wrap-anywhere">
              {playing.title}
            </p>
            {playing.artist && (
              <p dir="auto" className="truncate text-muted">
                {playing.artist}
              </p>
            )}
          </div>
        </div>
      )}
    </section>
  )
}

/** The artwork gives the room its colour, quietly enough to read on. */
function tinted(color: string | null): string | undefined {
  return color
    ? `linear-gradient(120deg, color-mix(in srgb, ${color} 18%, var(--surface)), var(--surface))`
    : undefined
}

type AskProps = { doorway: Doorway; form: FormState; yourName: string; commandId: string }

export function AskToComeIn({ doorway, form, yourName, commandId }: AskProps) {
  return (
    <form method="post" className="grid gap-5">
      {doorway.standing === 'declined' && (
        <p className="card p-4">You’re not in yet: the host may have been busy. You can ask again.</p>
      )}
      <FormProblem form={form} />
      <input type="hidden" name="commandId" value={commandId} />
      <TextField
        form={form}
        name="name"
        label="Your name"
        hint="As the others will see it. Leave it empty and we’ll make one up."
        autoComplete="nickname"
        value={yourName}
      />
      {doorway.asksPassword && (
        <TextField
          form={form}
          name="password"
          type="password"
          label="Password"
          hint="The host has it. You are asked for it once."
          autoComplete="off"
        />
      )}
      <button className="button primary min-h-[56px] text-base">
        {doorway.asksFirst ? 'Ask to come in' : 'Come in'}
      </button>
    </form>
  )
}

/** Goes on by itself: by the room's events, or without JavaScript by looking again every few seconds. */
export function Waiting({ code }: { code: string }) {
  return (
    <section className="card grid justify-items-start gap-4 p-5" data-waiting-for={code}>
      <noscript>
        <meta httpEquiv="refresh" content="4" />
      </noscript>
      <div className="grid gap-1">
        <p className="text-xl font-bold">You’ve asked to come in</p>
        <p className="text-muted">The host has been told. This page goes on by itself.</p>
      </div>
      <span aria-hidden="true" className="waiting-bar" />
      <form method="post" action={`/join/${code}/withdrawal`}>
        <button className="button">Stop waiting</button>
      </form>
    </section>
  )
}

type NoWay = Exclude<Standing, 'open' | 'waiting' | 'declined'>

const WORDS: Record<NoWay, (doorway: Doorway) => string> = {
  ended: ({ session }) => `This ${session} has ended`,
  full: ({ noun }) => `This ${noun} is full`,
  closed: () => 'Nobody else can come in right now',
  unseen: () => 'This is not for your account',
  removed: () => "You don't have permission to do that",
}

const COMFORT: Record<NoWay, string> = {
  ended: 'You can start one of your own.',
  full: 'Somebody has to leave first. Try again in a while.',
  closed: 'The host has closed the door. Ask them to open it for you.',
  unseen:
    'You may not see what is on. The host can let guests in, and whoever runs this server can share it with you.',
  removed: 'A host has asked you to leave this room, and that holds for as long as it lives.',
}

const THANKS = 'Thank you for having been here.'

export function NoWayIn({ doorway, isKnown }: { doorway: Doorway; isKnown: boolean }) {
  const standing = doorway.standing as NoWay
  return (
    <section className="grid grid-cols-1 gap-6">
      <div className="card grid gap-1 p-5">
        <p className="text-xl font-bold">{WORDS[standing](doorway)}</p>
        <p className="text-muted">{doorway.historyId && standing === 'ended' ? THANKS : COMFORT[standing]}</p>
      </div>
      <PlayedList doorway={doorway} />
      <p className="flex flex-wrap gap-3">
        <a className="button primary" href="/">
          Go to the start
        </a>
        {standing === 'closed' && !isKnown && (
          <a className="button" href={`/login?next=${encodeURIComponent(`/join/${doorway.code}`)}`}>
            Log in
          </a>
        )}
        {standing === 'full' && (
          <a className="button" href={`/join/${doorway.code}`}>
            Try again
          </a>
        )}
        {standing === 'ended' && doorway.historyId && (
          <a className="button" href={`/history/${doorway.historyId}`}>
            All that was played
          </a>
        )}
      </p>
    </section>
  )
}

function PlayedList({ doorway: { code, played } }: { doorway: Doorway }) {
  if (played.length === 0) return null
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2>What was played</h2>
      <ArtworkRoom value={code}>
        <ol className="card px-4 py-1">
          {played.map(({ id, track }) => (
            <li key={id} className="row">
              <Artwork artworkId={track.artworkId} title={track.title} widthPx={48} />
              <div className="min-w-0 flex-1">
                <p dir="auto" className="truncate font-semibold">
                  {track.title}
                </p>
                <p dir="auto" className="truncate text-sm text-muted">
                  {track.artist}
                </p>
              </div>
              <span className="text-faint tabular-nums">{showDuration(track.durationMs)}</span>
            </li>
          ))}
        </ol>
      </ArtworkRoom>
    </section>
  )
}
