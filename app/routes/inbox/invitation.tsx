import type { Invite } from '~/sync/store/invites.server'
import { Artwork } from '~/ui/artwork'
import { FormProblem, TextField, UNTOUCHED, type FormState } from '~/ui/form'
import { Appointed, Moment } from '~/ui/moment'

type Props = {
  invite: Invite
  /** The search of the page's own address, for forms that come back to it. */
  search: string
  /** The form that was just refused, of this invitation or of another. */
  sent: FormState
}

/** Who invites, to what, when and as what; and the two answers to it. */
export function Invitation({ invite, search, sent }: Props) {
  const { roomId, roomName, hostName, track, role, state, passwordRequired, invitedAtMs, startsAtMs } = invite
  const form = sent.typed.roomId === roomId ? sent : UNTOUCHED
  const isDeclined = state === 'notComing'
  const title = track?.title ?? roomName
  return (
    <li className="card grid grid-cols-1 gap-4 p-4">
      <div className="flex gap-4">
        <Artwork
          artworkId={track?.artworkId ?? null}
          title={title}
          widthPx={88}
          isFilm={track?.kind === 'video'}
        />
        <div className="min-w-0 flex-1">
          <p className="text-muted">
            <bdi>{hostName ?? 'Somebody'}</bdi> invites you to
          </p>
          <p dir="auto" className="line-clamp-4 text-xl leading-snug font-bold wrap-anywhere">
            {title}
          </p>
          {startsAtMs && (
            <p className="font-semibold">
              Starts <Appointed atMs={startsAtMs} />
            </p>
          )}
          <p className="text-sm text-muted">
            {track && track.title !== roomName && (
              <>
                <bdi>{roomName}</bdi>
                {' · '}
              </>
            )}
            Invited <Moment atMs={invitedAtMs} />
            {` · as ${ROLE_WORDS[role]}`}
            {passwordRequired && ' · with a password'}
          </p>
        </div>
      </div>
      <FormProblem form={form} />
      <form
        method="post"
        action={`/inbox/${roomId}/acceptance${search}`}
        className="flex flex-wrap items-center justify-between gap-3"
      >
        <input type="hidden" name="roomId" value={roomId} />
        {passwordRequired && (
          <div className="grow basis-full">
            <TextField
              form={form}
              id={`password-${roomId}`}
              name="password"
              type="password"
              label="Password"
              autoComplete="off"
            />
          </div>
        )}
        <button className="button primary">
          {isDeclined ? 'Go after all' : 'Accept'}
          <span className="sr-only">: {title}</span>
        </button>
        {!isDeclined && (
          <button className="button" formAction={`/inbox/${roomId}/refusal${search}`}>
            Decline<span className="sr-only">: {title}</span>
          </button>
        )}
      </form>
    </li>
  )
}

const ROLE_WORDS: Record<Invite['role'], string> = {
  viewer: 'a viewer',
  controller: 'a controller, with the remote control',
}
