type Props = { name: string; next: string; invite: string | null }

/** The way in by the provider that the operator has named. */
export function ByProvider({ name, next, invite }: Props) {
  const query = new URLSearchParams({ next, ...(invite && { invite }) })
  return (
    <p className="grid">
      <a className="button min-h-[52px]" href={`/login/oidc?${query}`}>
        {`Log in with ${name}`}
      </a>
    </p>
  )
}
