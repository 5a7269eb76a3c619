/** A page that has only bad news, and a way on. */
export function Problem({ title, text }: { title: string; text: string }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-4 p-6">
      <title>{`${title} · Tutti`}</title>
      <h1 className="text-3xl font-bold tracking-tight">{title}</h1>
      <p className="text-muted">{text}</p>
      <p>
        <a className="button" href="/">
          Go to the start
        </a>
      </p>
    </main>
  )
}
