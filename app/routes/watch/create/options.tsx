import { SwitchField, TextField, type FormState } from '~/ui/form'
import { StartTime } from './start-time-field'
import type { Wish, WishProblems } from './wish'

type Props = { wish: Wish; problems: WishProblems }

/** What the room is called, who gets in, and who holds the remote control. */
export function Options({ wish, problems }: Props) {
  // The password is shown to the one who has just made it up, here and nowhere later.
  const { name, password, switches } = wish
  const form: FormState = { typed: { name, password }, problems: problems as FormState['problems'] }
  return (
    <div className="grid gap-5">
      <TextField
        form={form}
        name="name"
        label="Name"
        placeholder="As the film is called"
        autoComplete="off"
      />
      <TextField
        form={form}
        name="password"
        label="Password"
        hint="Leave it empty for none. Everybody is asked for it once."
        autoComplete="off"
      />
      <StartTime wish={wish} problem={problems.startsAt} />
      <fieldset>
        <legend>The remote control</legend>
        <input type="hidden" name="switches" value="shown" />
        <SwitchField
          form={form}
          name="othersMayPlayPause"
          label="Viewers may play and pause"
          on={switches.othersMayPlayPause}
        />
        <SwitchField
          form={form}
          name="othersMaySeek"
          label="Viewers may move in the film"
          on={switches.othersMaySeek}
        />
        <SwitchField
          form={form}
          name="readyGate"
          label="Wait until everybody is ready"
          on={switches.readyGate}
        />
      </fieldset>
      <fieldset>
        <legend>By the link</legend>
        <SwitchField
          form={form}
          name="guestsMayJoin"
          label="Guests may join"
          hint="People without an account, and those who may not see it otherwise."
          on={switches.guestsMayJoin}
        />
        <div className="setting flex min-h-[44px] items-center justify-between gap-4">
          <label htmlFor="joinRole" className="flex-1 py-2">
            Others with an account come as
          </label>
          <select
            id="joinRole"
            name="joinRole"
            defaultValue={wish.joinRole}
            className="min-h-[44px] flex-none rounded-full border border-line bg-raised px-3"
          >
            <option value="viewer">Viewer</option>
            <option value="controller">Controller</option>
          </select>
        </div>
      </fieldset>
    </div>
  )
}
