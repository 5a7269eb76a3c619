import type { PasskeySummary } from '~/auth/passkeys/passkeys.server'
import { FormProblem, type FormState } from '~/ui/form'
import { Section } from '../section'
import { Usage } from '../usage'

/** The keys that log in without a password; making one takes the page's script. */
export function PasskeyList({ passkeys, form }: { passkeys: PasskeySummary[]; form: FormState }) {
  return (
    <Section
      id="passkeys"
      title="Passkeys"
      lead="Log in with your finger, your face or the lock of your screen instead of the password."
    >
      <FormProblem form={form} />
      {passkeys.length > 0 && (
        <ul className="card px-4 py-1">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      <p data-passkey-problem role="alert" className="font-semibold text-bad empty:hidden" />
      <p data-passkey-missing className="text-sm text-muted">
        To make one, this page must be opened over HTTPS, in a browser that knows them.
      </p>
      <button type="button" data-passkey-make hidden className="button justify-self-start">
        Make a passkey
      </button>
    </Section>
  )
}

function PasskeyRow({ passkey: { id, name, createdAtMs, lastUsedAtMs } }: { passkey: PasskeySummary }) {
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{name}</p>
        <Usage createdAtMs={createdAtMs} lastUsedAtMs={lastUsedAtMs} />
      </div>
      <form method="post" action={`/settings/passkeys/${id}/removal`}>
        <button className="button" aria-label={`Remove the passkey made with ${name}`}>
          Remove
        </button>
      </form>
    </li>
  )
}
