import { ReactionButtons } from './reaction-buttons'

export const TRAY_ID = 'reactions'

export function ReactionTray() {
  return (
    <div id={TRAY_ID} className="film-tray">
      <ReactionButtons />
    </div>
  )
}
