import { z } from 'zod'

/** Where people may log in instead, as the operator has set it. */
export type ProviderSettings = { issuer: string; clientId: string; clientSecret: string; name: string }

/** What a provider says of itself (OpenID Connect Discovery 1.0, section 3). */
const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
})

export type Metadata = z.output<typeof Metadata>

/** Thrown when the provider cannot be reached, or does not answer as it should. */
export class ProviderFailure extends Error {}

/** Somebody waits for each of these answers. */
const TIMEOUT_MS = 8_000

/** A login provider (OpenID Connect), whose endpoints are looked up when first needed. */
export class Provider {
  readonly settings: ProviderSettings
  #metadata: Promise<Metadata> | null = null

  constructor(settings: ProviderSettings) {
    this.settings = settings
  }

  get name(): string {
    return this.settings.name
  }

  /** Looked up once. A provider that was away is asked again the next time. */
  metadata(): Promise<Metadata> {
    this.#metadata ??= this.#discover().catch((error: unknown) => {
      this.#metadata = null
      throw error
    })
    return this.#metadata
  }

  async #discover(): Promise<Metadata> {
    const issuer = this.settings.issuer.replace(/\/$/, '')
    const metadata = await fetchJson(`${issuer}/.well-known/openid-configuration`, Metadata)
    if (metadata.issuer.replace(/\/$/, '') !== issuer)
      throw new ProviderFailure(`The provider at ${issuer} says that it is ${metadata.issuer}`)
    return metadata
  }
}

export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  headers: Record<string, string> = {},
): Promise<z.output<Schema>> {
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new ProviderFailure(`${url} answered ${response.status}`)
    return schema.parse(await response.json())
  } catch (cause) {
    if (cause instanceof ProviderFailure) throw cause
    throw new ProviderFailure(`${url} did not answer as it should`, { cause })
  }
}
