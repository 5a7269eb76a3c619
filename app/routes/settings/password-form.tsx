import { PASSWORD_CHARACTERS } from '~/auth/password-rules'
import { FormProblem, TextField, type FormState } from '~/ui/form'
import { Section } from './section'

type Props = { form: FormState; username: string; hasPassword: boolean }

export function PasswordForm({ form, username, hasPassword }: Props) {
  return (
    <Section id="password" title="Password" lead="A new one logs out your other browsers.">
      <form method="post" action="/settings/password" className="grid gap-4">
        <FormProblem form={form} />
        {/* Password managers keep what they save under the name that stands in the same form. */}
        <input type="text" name="username" value={username} autoComplete="username" readOnly hidden />
        {hasPassword && (
          <TextField
            form={form}
            name="currentPassword"
            type="password"
            label="The one you have"
            autoComplete="current-password"
          />
        )}
        <TextField
          form={form}
          name="newPassword"
          type="password"
          label="A new one"
          hint={`At least ${PASSWORD_CHARACTERS.min} characters.`}
          autoComplete="new-password"
        />
        <button className="button justify-self-start">
          {hasPassword ? 'Change the password' : 'Set a password'}
        </button>
      </form>
    </Section>
  )
}
