import type { ReactNode, ToggleEvent } from 'react'
import { CloseIcon } from './icons'

type SheetProps = {
  /** What a button names as its `popoverTarget` to open it. */
  id: string
  title: string
  children: ReactNode
}

/**
 * A panel above the page: opened, closed by Escape or a click beside it, and left by the keyboard as the browser does
 * it, so it works without JavaScript too.
 */
export function Sheet({ id, title, children }: SheetProps) {
  return (
    <dialog id={id} popover="auto" aria-labelledby={`${id}-title`} className="sheet" onToggle={focus}>
      <div className="mb-3 flex items-center gap-3">
        <h2
          id={`${id}-title`}
          tabIndex={-1}
          className="min-w-0 flex-1 text-lg tracking-tight text-text outline-0"
        >
          {title}
        </h2>
        <button
          type="button"
          className="button icon -mr-2"
          aria-label="Close"
          popoverTarget={id}
          popoverTargetAction="hide"
        >
          <CloseIcon />
        </button>
      </div>
      {children}
    </dialog>
  )
}

/** The keyboard and the screen reader begin at the title. */
function focus({ newState, currentTarget }: ToggleEvent<HTMLDialogElement>): void {
  if (newState === 'open') currentTarget.querySelector('h2')?.focus()
}
