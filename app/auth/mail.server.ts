import { createTransport } from 'nodemailer'

/** A mail server that does not answer must not keep anybody waiting for a minute. */
const TIMEOUT_MS = 10_000

export type Letter = { to: string; subject: string; text: string }

/** Sends mail, where the operator has named a server for it. */
export class Mail {
  #transport: ReturnType<typeof createTransport>
  #from: string

  /** `url` as in `smtps://user:password@mail.example:465`. */
  constructor(url: string, from: string) {
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
    this.#transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true })
    this.#from = from
  }

  async send(letter: Letter): Promise<void> {
    await this.#transport.sendMail({ from: this.#from, ...letter })
  }
}
