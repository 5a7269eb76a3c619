import { isHost } from '~/domain/membership/member'
import { nameOf } from '~/domain/room/room'
import type { Trouble } from '~/player/deck'
import { isolate } from '~/routes/room/words/isolate'
import { usePlayer } from '../../live/use-player'
import { useMay, useRoomPage } from '../../room-page'

type Words = { what: string; help: string }

/** What is wrong, and what would help: hosts are told what they can do about it, the others whom to ask. */
const WORDS: Record<Trouble, { forHosts: Words; forOthers: Words }> = {
  unconverted: {
    forHosts: {
      what: 'This browser cannot play this film’s format',
      help: 'Install ffmpeg on the server and start it again: then such films are converted while you watch. Or try another browser.',
    },
    forOthers: {
      what: 'This film’s format does not play in this browser',
      help: 'Another browser may know it. The host can have the server convert it.',
    },
  },
  format: {
    forHosts: {
      what: 'This browser cannot play this film',
      help: 'The server could not convert it either: its file may be damaged. Another browser may still play it.',
    },
    forOthers: {
      what: 'This film does not play in this browser',
      help: 'Another browser may play it.',
    },
  },
  gone: {
    forHosts: { what: 'This film’s file is not there', help: 'Look whether it still lies in its folder.' },
    forOthers: { what: 'This film’s file is not there', help: 'The host can look for it.' },
  },
  queued: {
    forHosts: {
      what: 'This film waits its turn',
      help: 'The server is converting as many other films as it can. It begins here when one of them has been left.',
    },
    forOthers: {
      what: 'This film waits its turn',
      help: 'The server is busy with other rooms’ films. It begins by itself.',
    },
  },
}

/** Said where the picture would be, before the start too: that it does not play here, or not yet, or not at somebody else's. */
export function FilmTrouble() {
  const { me } = useRoomPage()
  const { trouble } = usePlayer()
  if (!trouble) return <OthersTrouble />
  const { what, help } = WORDS[trouble][isHost(me) ? 'forHosts' : 'forOthers']
  return (
    <output className="film-trouble">
      <b>{what}</b>
      <span>{help}</span>
    </output>
  )
}

/** For who starts the film: it will go on without these. */
function OthersTrouble() {
  const { room, me } = useRoomPage()
  const mayPlayPause = useMay('playback.playPause')
  const unable = room.failures.filter((id) => id !== me.id && room.members[id]?.state === 'in')
  if (!mayPlayPause || unable.length === 0) return null
  return (
    <output className="film-note">
      {NAMES.format(unable.map((id) => isolate(nameOf(room, id))))} cannot play this film. It goes on for the
      others.
    </output>
  )
}

const NAMES = new Intl.ListFormat('en-GB', { type: 'conjunction' })
