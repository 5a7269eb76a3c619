import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { MESSAGE_MAX_CHARACTERS } from '~/domain/chat/message'
import { SendIcon } from '~/ui/icons'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'

/** Enter sends; with Shift it begins a new line. What was refused comes back to be mended. */
export function Say() {
  const { initial, live } = useRoomPage()
  const [text, setText] = useState(initial.refused?.typed.text ?? '')
  if (!useMay('chat.say')) return null

  async function send(event: FormEvent) {
    event.preventDefault()
    const said = text.trim()
    if (said === '') return
    setText('')
    const answer = await live!.send('messages', { text: said })
    if (!answer.ok) setText((newer) => (newer === '' ? said : newer))
  }
  return (
    <RoomForm to="messages" className="say" onSubmit={(event) => void send(event)}>
      <label className="field grow">
        <span className="sr-only">Message</span>
        <textarea
          name="text"
          rows={1}
          required
          dir="auto"
          value={text}
          maxLength={MESSAGE_MAX_CHARACTERS}
          placeholder="Say something"
          enterKeyHint="send"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </label>
      <button className="button icon">
        <SendIcon />
        <span className="sr-only">Send</span>
      </button>
    </RoomForm>
  )
}

function press(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.currentTarget.form!.requestSubmit()
}
