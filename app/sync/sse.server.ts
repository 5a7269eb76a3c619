import { randomInt } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A reader this far behind is cut off; it comes back and resumes (S7, S4). */
const MAX_QUEUED_BYTES = 64 * 1024
/** A reader that does not take even the last words does not keep its connection for them. */
const LAST_WORDS_MS = 5_000
/** Browsers that lost the same server must not all come back in the same moment. */
const RETRY_MS = { min: 500, max: 3_000 }

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies and compressors hold back what they may transform.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
}

/** Where the bytes of an event stream go. Writing to a reader that has gone, or is too far behind, does nothing. */
export type ByteStream = { write(chunk: Buffer): void; end(lastChunk: Buffer): void }

/** Begins an event stream as the answer to a request. */
export function beginStream(response: ServerResponse): ByteStream {
  response.writeHead(200, HEADERS)
  response.socket?.setNoDelay(true)
  const stream = bounded(response)
  stream.write(Buffer.from(`retry: ${randomInt(RETRY_MS.min, RETRY_MS.max)}\n\n`))
  return stream
}

/** After `end`, or once the reader has gone, nothing is written any more: that would be an error nobody catches. */
function bounded(response: ServerResponse): ByteStream {
  // A large room's snapshot is more than the bound by itself. It may take its time; what piles up behind it may not.
  let largestBytes = 0
  const isOver = () => response.writableEnded || response.destroyed
  return {
    write(chunk) {
      if (isOver()) return
      if (response.writableLength === 0) largestBytes = 0
      if (response.writableLength > largestBytes + MAX_QUEUED_BYTES) return void response.destroy()
      largestBytes = Math.max(largestBytes, chunk.length)
      response.write(chunk)
    },
    end(lastChunk) {
      if (isOver()) return
      response.end(lastChunk)
      const timer = setTimeout(() => response.destroy(), LAST_WORDS_MS).unref()
      response.once('close', () => clearTimeout(timer))
    },
  }
}
