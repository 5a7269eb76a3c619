import { Avatar } from '~/ui/avatar'
import type { Toast } from './use-notices'

export function Toasts({ toasts }: { toasts: Toast[] }) {
  return (
    <div className="toasts" role="log" aria-label="What just happened">
      <ul>
        {toasts.map(({ seq, who, text }) => (
          <li key={seq} className="toast">
            {who && <Avatar name={who} sizePx={32} />}
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
