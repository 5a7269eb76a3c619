import { NAME_MAX_CHARACTERS } from '~/domain/membership/names'
import { presetOf } from '~/domain/room/kinds'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'

/** My name, and the way out. */
export function MeActions() {
  const { me, initial, room } = useRoomPage()
  const mayRename = useMay('member.rename')
  return (
    <div className="grid gap-5">
      {mayRename && (
        <RoomForm to="name" className="grid gap-2">
          <label className="grid gap-2">
            <span className="text-sm text-muted">Your name here</span>
            <span className="field">
              <input
                name="name"
                required
                dir="auto"
                key={me.name}
                defaultValue={initial.refused?.typed.name ?? me.name}
                maxLength={NAME_MAX_CHARACTERS}
                // oxlint-disable-next-line jsx-a11y/autocomplete-valid -- the rule does not know every standard value
                autoComplete="nickname"
              />
            </span>
          </label>
          <button className="button primary">Save</button>
        </RoomForm>
      )}
      <RoomForm to="departure" data-leaves className="grid gap-2 border-t border-line pt-4">
        <p className="text-sm text-muted">{wordsOnLeaving(me.role)}</p>
        <button className="button">Leave the {presetOf(room.kind).short}</button>
      </RoomForm>
    </div>
  )
}

function wordsOnLeaving(role: string): string {
  return role === 'host'
    ? 'When you leave, whoever has been here longest becomes the host.'
    : 'You can come back with the same link; what you added stays.'
}
