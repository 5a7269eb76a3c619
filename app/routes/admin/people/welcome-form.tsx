import type { ReactNode } from 'react'
import type { ServerSettings } from '~/auth/server-settings'
import { FormProblem } from '~/ui/form'
import { formOf } from '../../account/form-answer'
import { Section } from '../../settings/section'

const SIGN_UP: Record<ServerSettings['signUp'], string> = {
  open: 'Everybody who finds this address',
  invited: 'Who has an invite link',
  closed: 'Nobody',
}

const OPENING: Record<ServerSettings['whoMayOpenRooms'], string> = {
  anyone: 'Everybody who finds this address',
  accounts: 'Who has an account',
}

/** Who may make an account, and who may open rooms. */
export function WelcomeForm({ settings, answer }: { settings: ServerSettings; answer: unknown }) {
  return (
    <Section id="welcome" title="Who is welcome">
      <form method="post" action="/admin/people/welcome" className="grid gap-5">
        <FormProblem form={formOf(answer, 'welcome')} />
        <Choice name="signUp" legend="Who may sign up" options={SIGN_UP} chosen={settings.signUp} />
        <Choice
          name="whoMayOpenRooms"
          legend="Who may open rooms"
          options={OPENING}
          chosen={settings.whoMayOpenRooms}
        />
        <button className="button justify-self-start">Save</button>
      </form>
    </Section>
  )
}

type ChoiceProps = { name: string; legend: ReactNode; options: Record<string, string>; chosen: string }

function Choice({ name, legend, options, chosen }: ChoiceProps) {
  return (
    <fieldset className="grid">
      <legend>{legend}</legend>
      {Object.entries(options).map(([value, label]) => (
        <label key={value} className="flex min-h-[44px] cursor-pointer items-center gap-3">
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === chosen}
            className="size-5 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
