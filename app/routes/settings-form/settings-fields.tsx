import { ChoiceField, NumberField, SwitchField, type FormState } from '~/ui/form'
import { LIMITS, type RoomSettings, type SWITCHES } from './schema'

type Props = { form: FormState; settings: RoomSettings }

/** Everything a host may set of a room but its name: the same when it is opened and later. */
export function SettingsFields({ form, settings }: Props) {
  const toggle = (name: (typeof SWITCHES)[number], label: string, hint?: string) => (
    <SwitchField form={form} name={name} label={label} hint={hint} on={isOn(form, name, settings)} />
  )
  return (
    <div className="grid grid-cols-1 gap-6">
      <input type="hidden" name="switches" value="shown" />
      <fieldset>
        <legend>Coming in</legend>
        {toggle('guestsMayJoin', 'Guests may join', 'Turn this off to close the door.')}
        {toggle('approveJoins', 'I let each person in')}
        <NumberField
          form={form}
          name="maxMembers"
          label="Most people"
          value={settings.maxMembers}
          {...LIMITS.maxMembers}
        />
      </fieldset>
      <fieldset>
        <legend>The queue</legend>
        {toggle('guestsMayAdd', 'Guests may add songs')}
        {toggle('guestsMayRemoveOwn', 'Guests may take back their own songs')}
        {toggle('sameSongMayWaitTwice', 'The same song may wait twice')}
        <NumberField
          form={form}
          name="maxWaitingPerPerson"
          label="Songs one person may have waiting"
          hint="0 sets no limit."
          value={settings.maxWaitingPerPerson}
          {...LIMITS.maxWaitingPerPerson}
        />
      </fieldset>
      <fieldset>
        <legend>Skipping</legend>
        {toggle('guestsMayVote', 'Guests may vote to skip')}
        <NumberField
          form={form}
          name="skipPercent"
          label="Votes that skip a song"
          hint="Of the people who are here."
          unit="%"
          value={settings.skipPercent}
          {...LIMITS.skipPercent}
        />
      </fieldset>
      <fieldset>
        <legend>Together</legend>
        {toggle(
          'readyGate',
          'Start when everyone is ready',
          'Waits 10 seconds at most, and a host may start anyway.',
        )}
        {toggle('stallHoldsRoom', 'Wait for who stalls', 'The others wait 10 seconds at most.')}
        <ChoiceField
          form={form}
          name="onRestart"
          label="After a restart of the server"
          value={settings.onRestart}
          choices={{ resume: 'Go on where it was', pause: 'Stay paused' }}
        />
      </fieldset>
      <fieldset>
        <legend>The end</legend>
        <NumberField
          form={form}
          name="hours"
          label="Ends after"
          hint={`At most ${LIMITS.hours.max} hours after it was opened.`}
          unit="h"
          value={settings.hours}
          {...LIMITS.hours}
        />
      </fieldset>
    </div>
  )
}

/** As it was sent, when the form comes back; as the room has it, when it is new. */
function isOn({ typed }: FormState, name: (typeof SWITCHES)[number], settings: RoomSettings): boolean {
  return typed.switches ? name in typed : settings[name]
}
