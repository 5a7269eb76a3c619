import { endsAtMs, positionAt } from '~/domain/playback/playhead'
import { askerContext } from '~/asker.server'
import { subtitlesFor, withheldFrom } from '~/room-media.server'
import { Artwork, artworkUrl } from '~/ui/artwork'
import { artistInWords } from '../words'
import { requireMembership } from './membership.server'
import { subtitlesInWords } from './words/subtitles'
import type { Route } from './+types/listen'

/** How soon a silent room is looked at again. */
const LOOK_AGAIN_S = 10

export const meta: Route.MetaFunction = () => [{ title: 'Listen · Tutti' }]

/** What plays, from where it is: for browsers without JavaScript, which cannot follow it closer than this. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { tutti, room } = await requireMembership(context, params.code)
  const nowMs = tutti.engine.clock.nowMs()
  const { current, playhead } = room
  const { person } = context.get(askerContext)
  const withheld = await withheldFrom(tutti, person.id, room)
  const endMs = current && endsAtMs(playhead, current.track.durationMs)
  return {
    code: room.code,
    isWithheld: withheld !== null,
    track: playhead.playing && withheld === null ? (current?.track ?? null) : null,
    subtitles: await subtitlesFor(tutti, person.id, room),
    positionS: positionAt(playhead, nowMs) / 1_000,
    // The next song is there when this one is over.
    againInS: endMs ? Math.max(1, Math.ceil((endMs - nowMs) / 1_000)) : LOOK_AGAIN_S,
  }
}

export default function Listen({ loaderData }: Route.ComponentProps) {
  const { code, track, subtitles, positionS, againInS, isWithheld } = loaderData
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center justify-items-center gap-5 p-6 text-center">
      <meta httpEquiv="refresh" content={String(againInS)} />
      {track ? (
        <>
          <Artwork
            artworkId={track.artworkId}
            title={track.title}
            widthPx={256}
            at={(widthPx) => artworkUrl(track.artworkId!, widthPx, code)}
          />
          <div>
            <h1 dir="auto" className="text-2xl font-bold tracking-tight text-balance wrap-anywhere">
              {track.title}
            </h1>
            <p dir="auto" className="text-muted">
              {artistInWords(track)}
            </p>
          </div>
          <Sound
            kind={track.kind}
            src={`/media/${track.id}?room=${code}#t=${positionS.toFixed(1)}`}
            subtitles={subtitles.map((each) => ({
              src: `/media/${track.id}/subtitles/${each.id}?room=${code}`,
              label: subtitlesInWords(each),
              language: each.language ?? undefined,
            }))}
          />
        </>
      ) : (
        <h1 className="text-2xl font-bold tracking-tight">
          {isWithheld ? 'What is on is from a library that you may not see' : 'Nothing is playing right now'}
        </h1>
      )}
      <p className="flex flex-wrap justify-center gap-3">
        <a className="button primary" href={`/rooms/${code}/listen`}>
          Catch up
        </a>
        <a className="button" href={`/rooms/${code}`}>
          Back to the room
        </a>
      </p>
    </main>
  )
}

type Heard = {
  kind: 'audio' | 'video'
  src: string
  subtitles: { src: string; label: string; language: string | undefined }[]
}

function Sound({ kind, src, subtitles }: Heard) {
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- a song on a server has no captions
  if (kind === 'audio') return <audio controls autoPlay src={src} className="w-full" />
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- it has those that lie beside the film
    <video controls autoPlay src={src} className="w-full rounded-art">
      {subtitles.map((each) => (
        <track key={each.src} kind="subtitles" src={each.src} label={each.label} srcLang={each.language} />
      ))}
    </video>
  )
}
