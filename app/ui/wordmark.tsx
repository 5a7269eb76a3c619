/** The product's name, which leads home. */
export function Wordmark() {
  return (
    <a
      href="/"
      className="inline-flex min-h-[44px] items-center text-xl font-bold tracking-tight no-underline"
    >
      tutti
    </a>
  )
}
