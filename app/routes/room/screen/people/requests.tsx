import { Opened } from '../opened/opened'
import { useMay, useRoomPage } from '../room-page'

/** What waits for somebody's word: who asks to come in, which only hosts are told, and a room without its host. */
export function Requests() {
  const { room, me } = useRoomPage()
  const mayAdmit = useMay('member.admit')
  const mayTakeOver = useMay('room.takeOver') && me.role !== 'host'
  const asking = mayAdmit ? Object.values(room.members).filter(({ state }) => state === 'waiting') : []
  if (!mayTakeOver && asking.length === 0) return null
  return (
    <Opened wanted>
      {({ Asking, TakeOver }) => (
        <>
          {mayTakeOver && <TakeOver />}
          {asking.length > 0 && <Asking asking={asking} />}
        </>
      )}
    </Opened>
  )
}
