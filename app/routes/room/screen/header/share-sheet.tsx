import { useRef, useState, useSyncExternalStore } from 'react'
import { showCode } from '~/domain/room/code'
import { presetOf } from '~/domain/room/kinds'
import { ScreenIcon } from '~/ui/icons'
import { useMay, useRoomPage } from '../room-page'

export function ShareSheet() {
  const { room, initial } = useRoomPage()
  const mayPair = useMay('room.pairStage')
  const link = `${initial.origin}/join/${room.code}`
  return (
    <>
      <div className="grid justify-items-center gap-4">
        <img
          src={`/rooms/${room.code}/qr.svg`}
          alt={`QR code that leads to ${link}`}
          width={220}
          height={220}
          loading="lazy"
          className="rounded-xl bg-white"
        />
        <p className="font-code text-3xl font-bold tracking-[.08em]">
          {showCode(room.code, presetOf(room.kind).code)}
        </p>
        <ShareLink link={link} name={room.name} />
      </div>
      {mayPair && (
        <ul className="mt-5 grid gap-2 border-t border-line pt-4">
          <li>
            <a className="button w-full" href={`/rooms/${room.code}/stage`} target="_blank" rel="noreferrer">
              <ScreenIcon /> Open the stage here
            </a>
          </li>
          <li>
            <a className="button w-full" href={`/rooms/${room.code}/screens`}>
              Pair a TV or projector
            </a>
          </li>
        </ul>
      )}
    </>
  )
}

const never = () => () => {}

/** What this browser can do; nothing yet in the page as the server drew it. */
function useBrowser(can: () => boolean): boolean {
  return useSyncExternalStore(never, can, () => false)
}

/** The link, to be copied by whatever this browser and this connection allow. */
function ShareLink({ link, name }: { link: string; name: string }) {
  const field = useRef<HTMLInputElement>(null)
  const mayCopy = useBrowser(() => true)
  const mayShare = useBrowser(() => 'share' in navigator)
  const [word, setWord] = useState('Copy')

  async function copy() {
    field.current!.select()
    try {
      await navigator.clipboard.writeText(link)
      setWord('Copied')
    } catch {
      // On plain http:// there is no clipboard: the older way copies what is selected, where there still is one.
      setWord(document.execCommand('copy') ? 'Copied' : 'Selected')
    }
    setTimeout(() => setWord('Copy'), 2_000)
  }

  return (
    <div className="grid w-full gap-2">
      <div className="field">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label="Link"

          onFocus={(event) => event.currentTarget.select()}
        />
        {mayCopy && (
          <button type="button" className="button -mr-3" onClick={() => void copy()}>
            <span aria-live="polite">{word}</span>
          </button>
        )}
      </div>
      {mayShare && (
        <button
          type="button"
          className="button primary"
          onClick={() => void navigator.share({ title: name, url: link }).catch(() => {})}
        >
          Send the link
        </button>
      )}
    </div>
  )
}
