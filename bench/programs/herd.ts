/** Readers of event streams: thousands of sockets that look for one mark and nothing else. */
import { connect, type Socket } from 'node:net'
import { KeepAlive } from '../support/keep-alive.ts'
import { momentMs } from '../support/moment.ts'
import { answerCalls } from '../support/program.ts'

export type Herd = typeof calls

const CONNECT_AT_ONCE = 64
const ARRIVAL_TIMEOUT_MS = 15_000

const sockets: Socket[] = []
const posters = new Map<number, KeepAlive>()
/** One buffer for all: each piece is looked at before the next one is read. */
const shared = Buffer.allocUnsafe(256 * 1024)

let mark = Buffer.alloc(0)
let missing = 0
let arrived: ((lastAtMs: number) => void) | null = null
let arrival: Promise<number> = Promise.resolve(0)
/** Grows with each mark, so that a reader who has seen it twice counts once. */
let round = 0

const calls = {
  /** Opens streams and returns when every one of them has begun. */
  async open(port: number, paths: string[], headers: string[] = []): Promise<void> {
    const requests = paths.map((path, index) =>
      [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, headers[index], '\r\n']
        .filter(Boolean)
        .join('\r\n'),
    )
    let next = 0
    const openSome = async () => {
      while (next < requests.length) await openOne(port, requests[next++]!)
    }
    await Promise.all(Array.from({ length: CONNECT_AT_ONCE }, openSome))
  },

  /** From now on, every stream is watched for this mark. */
  watchFor(text: string): void {
    mark = Buffer.from(text)
    missing = sockets.length
    round += 1
    arrival = new Promise((resolve, reject) => {
      const tooLong = setTimeout(
        () => reject(new Error(`${missing} of ${sockets.length} streams never had ${text}`)),
        ARRIVAL_TIMEOUT_MS,
      )
      arrived = (lastAtMs) => {
        clearTimeout(tooLong)
        resolve(lastAtMs)
      }
    })
    // Whoever asks for it hears of the failure; until then it is nobody's.
    arrival.catch(() => {})
  },

  /** When the last stream had the mark. */
  lastArrival: () => arrival,

  /** Sends a request that brings the mark about; from its sending to its answer and to the last stream. */
  async post(port: number, request: string): Promise<{ sentAtMs: number; answerMs: number; status: number }> {
    let poster = posters.get(port)
    if (!poster) posters.set(port, (poster = new KeepAlive(port)))
    const sentAtMs = momentMs()
    const { status } = await poster.ask(request)
    return { sentAtMs, answerMs: momentMs() - sentAtMs, status }
  },

  count: () => sockets.length,
}

answerCalls(calls)

function openOne(port: number, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seenInRound = 0
    let tail: Buffer | null = null
    let hasBegun = false
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: shared,
        callback(length, buffer) {
          let piece = (buffer as Buffer).subarray(0, length)
          if (!hasBegun) {
            hasBegun = true
            if (piece.subarray(9, 12).toString() === '200') resolve()
            else reject(new Error(piece.subarray(0, 300).toString()))
          }
          if (seenInRound === round) return true
          if (tail) piece = Buffer.concat([tail, piece])
          // A mark that was cut in two ends in the next piece.
          tail = piece.at(-1) === 0x0a ? null : Buffer.from(piece.subarray(-mark.length))
          if (piece.indexOf(mark) < 0) return true
          seenInRound = round
          missing -= 1
          if (missing === 0) arrived?.(momentMs())
          return true
        },
      },
    })
    socket.on('connect', () => socket.write(request))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('A stream was closed')))
    sockets.push(socket)
  })
}
