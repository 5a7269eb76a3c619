import { Reader } from './streams'

export type Answer = {
  status: number
  headers: Headers
  text: string
  /** Where a redirect leads. */
  location: string | null
  json<Value = Record<string, unknown>>(): Value
}

type Fields = Record<string, string> | URLSearchParams

/** A browser without JavaScript, or a program: keeps cookies, follows nothing by itself. */
export class Browser {
  readonly #url: string
  readonly #cookies = new Map<string, string>()
  #bearer: string | null = null

  constructor(url: string) {
    this.#url = url
  }

  /** The same program, speaking with a token and without cookies. */
  withToken(token: string): Browser {
    const program = new Browser(this.#url)
    program.#bearer = token
    return program
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers })
  }

  /** What a link does, and every redirect after it. */
  async visit(path: string): Promise<Answer> {
    const answer = await this.get(path)
    return answer.location === null ? answer : this.visit(answer.location)
  }

  /** Sends a form, as a page of ours would. */
  post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(fields)
    return this.send(path, { method: 'POST', headers: { Origin: this.#url, ...headers }, body })
  }

  /** Sends JSON and asks for JSON. */
  json(path: string, body: unknown = {}): Promise<Answer> {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json' }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.send(path, { method: 'POST', headers, body: text })
  }

  /** Sends anything at all, with what this browser is known by. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers)
    const cookies = this.cookies()
    if (cookies && !headers.has('Cookie')) headers.set('Cookie', cookies)
    if (this.#bearer) headers.set('Authorization', `Bearer ${this.#bearer}`)
    const response = await fetch(new URL(path, this.#url), { redirect: 'manual', ...init, headers })
    this.#keepCookies(response)
    const text = await response.text()
    const { status } = response
    return {
      status,
      headers: response.headers,
      text,
      location: response.headers.get('Location'),
      json: () => JSON.parse(text),
    }
  }

  /** The beginning of an event stream, which is then left. */
  async open(path: string): Promise<Response> {
    const headers = new Headers({ Accept: 'text/event-stream' })
    if (this.#cookies.size > 0) headers.set('Cookie', this.cookies())
    if (this.#bearer) headers.set('Authorization', `Bearer ${this.#bearer}`)
    const leaving = new AbortController()
    const response = await fetch(new URL(path, this.#url), { headers, signal: leaving.signal })
    const clone = new Response(null, { status: response.status, headers: response.headers })
    leaving.abort()
    return clone
  }

  /** An event stream that is read until it is cut. */
  listen(path: string): Reader {
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Reader(new URL(path, this.#url).href, { Cookie: cookies })
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  /** What this browser is known by, as a header. */
  cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}
