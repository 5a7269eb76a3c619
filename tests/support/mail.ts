import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'

export type Received = { from: string; to: string; text: string }

/** A mail server that takes every letter (RFC 5321, as far as a letter needs it) and keeps it. */
export async function startMailServer(): Promise<{ url: string; letters: Received[] }> {
  const letters: Received[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    void receive(socket, letters)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, letters }
}

async function receive(socket: Socket, letters: Received[]): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let letter: Received | null = null
  let isText = false
  say('220 mail.test')
  for await (const line of createInterface({ input: socket })) {
    if (isText) {
      if (line !== '.') letter!.text += `${line}\n`
      else {
        isText = false
        letters.push(letter!)
        say('250 kept')
      }
    } else if (/^(EHLO|HELO)/i.test(line)) say('250 mail.test')
    else if (/^MAIL FROM:/i.test(line)) {
      letter = { from: address(line), to: '', text: '' }
      say('250 ok')
    } else if (/^RCPT TO:/i.test(line)) {
      letter!.to = address(line)
      say('250 ok')
    } else if (/^DATA/i.test(line)) {
      isText = true
      say('354 go on')
    } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
    else say('250 ok')
  }
}

function address(line: string): string {
  return /<([^>]*)>/.exec(line)![1]!
}
