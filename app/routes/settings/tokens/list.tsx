import type { TokenSummary } from '~/auth/tokens.server'
import { FormProblem, TextField, type FormState } from '~/ui/form'
import type { SettingsAnswer } from '../page'
import { Section } from '../section'
import { Usage } from '../usage'

type Props = { tokens: TokenSummary[]; form: FormState; newToken: SettingsAnswer['newToken'] }

/** The tokens with which programs speak for this browser: made, shown once, listed, revoked. */
export function Tokens({ tokens, form, newToken }: Props) {
  return (
    <Section
      id="tokens"
      title="Programs"
      lead={
        <>
          With a token, a program can do in rooms what you can. What it can ask for is described in{' '}
          <a href="/api/openapi.json" className="underline">
            openapi.json
          </a>
          .
        </>
      }
    >
      {newToken && <NewToken {...newToken} />}
      {tokens.length > 0 && (
        <ul className="card px-4 py-1">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      )}
      <form method="post" action="/settings/tokens" className="grid gap-4">
        <FormProblem form={form} />
        <TextField
          form={form}
          name="tokenName"
          label="Name of a new token"
          placeholder="What it is for"
          autoComplete="off"
        />
        <button className="button justify-self-start">Make a token</button>
      </form>
    </Section>
  )
}

function NewToken({ name, token }: { name: string; token: string }) {
  return (
    <div className="card grid gap-2 border-accent p-4">
      <p className="font-semibold">
        <bdi>{name}</bdi> is ready
      </p>
      <p>
        <code className="block rounded-art bg-raised p-3 font-code text-sm break-all select-all">
          {token}
        </code>
      </p>
      <p className="text-sm text-muted">
        Copy it now: it is shown this once, and only its fingerprint is kept.
      </p>
    </div>
  )
}

function TokenRow({ token: { id, name, createdAtMs, lastUsedAtMs } }: { token: TokenSummary }) {
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <p dir="auto" className="truncate font-semibold">
          {name}
        </p>
        <Usage createdAtMs={createdAtMs} lastUsedAtMs={lastUsedAtMs} />
      </div>
      <form method="post" action={`/settings/tokens/${id}/revocation`}>
        <button className="button" aria-label={`Revoke ${name}`}>
          Revoke
        </button>
      </form>
    </li>
  )
}
