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
  return (
    <li className="card grid grid-cols-1 gap-4 p-4">
      <div className="flex gap-4">
        <Artwork
          artworkId={track?.artworkId ?? null}
          title={track?.title ?? roomName}
          widthPx={88}
          isFilm={track?.kind === 'video'}
        />
        <div className="min-w-0 flex-1">
          <p className="text-muted">
            <bdi>{hostName ?? 'Somebody'}</bdi> invites you to
          </p>
          <p dir="auto" className="text-xl leading-snug font-bold wrap-anywhere">
            {track?.title ?? roomName}
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
            <Moment atMs={invitedAtMs} />
            {` · as ${ROLE_WORDS[role]}`}
            {passwordRequired && ' · with a password'}
          </p>
        </div>
      </div>
      <FormProblem form={form} />
      <div className="flex flex-wrap items-end gap-3">
        <form
          method="post"
          action={`/inbox/${roomId}/acceptance${search}`}
          className="flex min-w-0 flex-1 flex-wrap items-end gap-3"
        >
          <input type="hidden" name="roomId" value={roomId} />
          {passwordRequired && (
            <div className="min-w-[180px] flex-1">
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
            <span className="sr-only">: {track?.title ?? roomName}</span>
          </button>
        </form>
        {!isDeclined && (
          <form method="post" action={`/inbox/${roomId}/refusal${search}`}>
            <input type="hidden" name="roomId" value={roomId} />
            <button className="button">
              Decline<span className="sr-only">: {track?.title ?? roomName}</span>
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

const ROLE_WORDS: Record<Invite['role'], string> = {
  viewer: 'a viewer',
  controller: 'a controller, with the remote control',
}
