import { useSyncExternalStore } from 'react'
import { CloseIcon } from '~/ui/icons'
import type { LiveRoom } from '../live/live-room'
import { wordsOf } from '../live/toasts'

const NONE: never[] = []

/** Short notices, read out politely one at a time. */
export function ToastStack({ live }: { live: LiveRoom }) {
  const { toasts } = live
  const shown = useSyncExternalStore(toasts.subscribe, toasts.get, () => NONE)
  return (
    <div className="toasts" aria-live="polite" aria-relevant="additions">
      {shown.map((toast) => (
        <p key={toast.id} className="toast" data-tone={toast.tone}>
          <span className="min-w-0">{wordsOf(toast)}</span>
          <button
            type="button"
            className="toast-close"
            aria-label="Dismiss"
            onClick={() => toasts.dismiss(toast.id)}
          >
            <CloseIcon sizePx={14} />
          </button>
        </p>
      ))}
    </div>
  )
}
