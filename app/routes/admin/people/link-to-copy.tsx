type Props = { link: string; title: string; hint: string }

/** A link that is shown this once: only its fingerprint is kept. */
export function LinkToCopy({ link, title, hint }: Props) {
  return (
    <div className="card grid gap-2 border-accent p-4">
      <p className="font-semibold wrap-anywhere">{title}</p>
      <code className="block rounded-art bg-raised p-3 font-code text-sm break-all select-all">{link}</code>
      <p className="text-sm text-muted">{hint} It is shown this once.</p>
    </div>
  )
}
