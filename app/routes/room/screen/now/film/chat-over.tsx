import { ChatLog } from '../../chat/chat-log'
import { Say } from '../../chat/say'

/** The chat over the picture. */
export function ChatOver() {
  return (
    <section className="film-chat" aria-label="Chat over the picture">
      <div className="chat-scroll">
        <ChatLog />
      </div>
      <Say />
    </section>
  )
}
