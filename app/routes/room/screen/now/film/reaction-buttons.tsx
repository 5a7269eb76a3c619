import { ALL_REACTIONS, REACTIONS } from '~/domain/chat/reaction'
import { RoomForm } from '../../room-form'

/** One button each: a picture to see, a name to hear. */
export function ReactionButtons() {
  return (
    <RoomForm to="reactions" className="reactions" aria-label="Reactions">
      {ALL_REACTIONS.map((reaction) => (
        <button
          key={reaction}
          name="reaction"
          value={reaction}
          className="reaction"
          aria-label={REACTIONS[reaction].name}
          title={REACTIONS[reaction].name}
        >
          {REACTIONS[reaction].emoji}
        </button>
      ))}
    </RoomForm>
  )
}
