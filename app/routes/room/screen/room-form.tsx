import type { FormHTMLAttributes, ReactNode } from 'react'
import { useRoomPage } from './room-page'

type RoomFormProps = Omit<FormHTMLAttributes<HTMLFormElement>, 'action' | 'method' | 'target'> & {
  /** Which of the room's URLs takes it: `votes`, `queue/:itemId/removal` … */
  to: string
  fields?: Record<string, string | number | boolean>
  children: ReactNode
}

/** A form that posts one command. Where JavaScript runs, the page sends it without leaving (`LiveRoom.submit`). */
export function RoomForm({ to, fields = {}, children, ...rest }: RoomFormProps) {
  const { room, target } = useRoomPage()
  return (
    <form method="post" action={`/rooms/${room.code}/${to}`} target={target} {...rest}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={String(value)} />
      ))}
      {children}
    </form>
  )
}
