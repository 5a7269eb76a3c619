import { UNTOUCHED, TextField } from '~/ui/form'

type Props = { code: string; isLocked: boolean }

/** The room's password: set, changed or taken away. Nobody, the host neither, is ever shown the one there is. */
export function PasswordForm({ code, isLocked }: Props) {
  const action = `/rooms/${code}/password`
  return (
    <section aria-labelledby="password-title" className="grid gap-3">
      <h2 id="password-title">{isLocked ? 'This room has a password' : 'This room has no password'}</h2>
      <form method="post" action={action} className="flex flex-wrap items-end gap-3">
        <div className="min-w-[200px] flex-1">
          <TextField
            form={UNTOUCHED}
            name="password"
            type="password"
            label={isLocked ? 'Another password' : 'Password'}
            autoComplete="new-password"
          />
        </div>
        <button className="button">{isLocked ? 'Change it' : 'Set it'}</button>
      </form>
      {isLocked && (
        <form method="post" action={action}>
          <input type="hidden" name="password" value="" />
          <button className="button">Take the password away</button>
        </form>
      )}
      <p className="text-sm text-muted">Everybody who comes in is asked for it once; who is in stays in.</p>
    </section>
  )
}
