import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { presetOf } from '~/domain/room/kinds'
import { CloseIcon, PlusIcon } from '~/ui/icons'
import { Opened, openedParts } from '../opened/opened'
import { useLater } from '../opened/later'
import { useMay, useRoomPage } from '../room-page'

/**
 * The field for songs. Where JavaScript runs it searches while one types, in a panel of its own; elsewhere it is a form
 * whose answer is in the page.
 */
export function AddSong() {
  const { room, initial, live } = useRoomPage()
  const mayAdd = useMay('queue.add')
  const { items } = presetOf(room.kind)
  const [query, setQuery] = useState(initial.query)
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const parts = useLater(openedParts)
  useSlashKey(field)
  useEffect(() => {
    // What was typed before this script came; what a browser has kept of an earlier visit is nobody's search.
    const typed = field.current?.value ?? ''
    if (typed === '' || typed === initial.query || !isFirstVisit()) return
    setQuery(typed)
    setOpen(true)
  }, [initial.query])
  useEffect(() => {
    // However it was opened: nobody sees who reaches for the field before this script has come.
    if (isOpen) openedParts.fetch()
  }, [isOpen])
  if (!mayAdd) return null

  function close() {
    setOpen(false)
    setQuery('')
    field.current?.blur()
  }
  function leave({ relatedTarget }: FocusEvent) {
    const staysIn = relatedTarget === null || box.current!.contains(relatedTarget as Node)
    if (!staysIn) setOpen(false)
  }
  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') return close()
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const stops = [field.current!, ...box.current!.querySelectorAll<HTMLElement>('.found button')]
    const at = stops.indexOf(document.activeElement as HTMLElement)
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of what is inside bubble up to here
    <search ref={box} className="add" data-open={isOpen || undefined} onBlur={leave} onKeyDown={press}>
      {isOpen && <div className="add-shade" aria-hidden="true" onPointerDown={close} />}
      <form
        action={`/rooms/${room.code}`}
        className="add-bar"
        onSubmit={(event) => {
          event.preventDefault()
          box.current!.querySelector<HTMLElement>('.found button')?.focus()
        }}
      >
        <label className="field grow">
          <PlusIcon />
          <span className="sr-only">Search {items.many} to add</span>
          <input
            ref={field}
            type="search"
            name="q"
            value={query}
            placeholder={`Add a ${items.one}`}
            autoComplete="off"
            enterKeyHint="search"
            maxLength={200}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
              setOpen(true)
            }}
            onFocus={() => setOpen(true)}
          />
          {!isOpen && live && (
            <kbd aria-hidden="true" className="pill live max-desk:hidden">
              /
            </kbd>
          )}
        </label>
        {isOpen ? (
          <button type="button" className="button icon" aria-label="Close the search" onClick={close}>
            <CloseIcon />
          </button>
        ) : (
          <button className="button unscripted">Search</button>
        )}
      </form>
      {isOpen &&
        (parts ? <parts.Finder query={query} /> : <p className="found found-word card">Searching …</p>)}
      {!isOpen && initial.found && (
        <Opened>
          {({ FoundTracks }) => <FoundTracks query={query} found={initial.found} state="idle" more={null} />}
        </Opened>
      )}
    </search>
  )
}

/** `/` leads to the search from anywhere that is not being typed in. */
function useSlashKey(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    function press(event: globalThis.KeyboardEvent) {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [field])
}

/** Neither loaded again nor come back to, where browsers fill in what stood in a field. */
function isFirstVisit(): boolean {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return visit?.type === 'navigate'
}
