/** An invitation, as far as a notice speaks of it. */
export type Invitation = {
  roomId: string
  roomName: string
  hostName: string | null
  track: { title: string } | null
  passwordRequired: boolean
}

/** What a browser shows when an invitation arrives; nothing that the inbox does not say too. */
export type Notice = { roomId: string; title: string; body: string }

/** A notice is two lines on a lock screen; and a message has at most 4 KB. */
const LINE_MAX_CHARACTERS = 120

export function noticeOf({ roomId, roomName, hostName, track, passwordRequired }: Invitation): Notice {
  const what = clip(track?.title ?? roomName)
  return {
    roomId,
    title: clip(`${hostName ?? 'Somebody'} invites you`),
    body: passwordRequired ? `${what} · with a password` : what,
  }
}

function clip(text: string): string {
  const characters = [...text]
  if (characters.length <= LINE_MAX_CHARACTERS) return text
  return `${characters.slice(0, LINE_MAX_CHARACTERS - 1).join('')}…`
}
