import { Avatar } from '~/ui/avatar'
import type { Notice } from '../notices'

export function Toasts({ notices }: { notices: Notice[] }) {
  return (
    <ul className="toasts" role="log" aria-label="What just happened">
      {notices.map(({ seq, who, text }) => (
        <li key={seq} className="toast">
          {who && <Avatar name={who} sizePx={32} />}
          <span dir="auto">{text}</span>
        </li>
      ))}
    </ul>
  )
}
