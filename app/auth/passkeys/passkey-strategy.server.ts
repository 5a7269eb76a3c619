import { Strategy } from 'remix-auth/strategy'

/** Authenticates by what a passkey has signed, sent as JSON under `answer`. */
export class PasskeyStrategy<User> extends Strategy<User, { answer: unknown }> {
  name = 'passkey'

  async authenticate(request: Request): Promise<User> {
    const { answer } = (await request.json()) as { answer?: unknown }
    return this.verify({ answer })
  }
}
