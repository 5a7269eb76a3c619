import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { ffmpegLine } from './ffmpeg-line'

/** Waiting for what comes within this many segments beats beginning anew. */
const WORTH_WAITING_SEGMENTS = 5
const LOOK_EVERY_MS = 100
/** A machine that needs longer for six seconds of film will not keep up either. */
const SEGMENT_WAIT_MS = 30_000

/** One film being converted into a folder of its own, from wherever it is watched: those who watch together share it. */
export class Conversion {
  readonly #path: string
  readonly #directory: string
  readonly #onFailed: (words: string) => void
  #process: ChildProcess | null = null
  #nextSegment = 0
  usedAtMs = performance.now()

  constructor(path: string, directory: string, onFailed: (words: string) => void) {
    this.#path = path
    this.#directory = directory
    this.#onFailed = onFailed
  }

  get isRunning(): boolean {
    return this.#process !== null
  }

  /** Whether this segment is made already, or will be soon without beginning anew. */
  has(segment: number): boolean {
    if (existsSync(this.fileOf(segment))) return true
    this.#noticeProgress()
    return (
      this.isRunning && segment >= this.#nextSegment && segment - this.#nextSegment <= WORTH_WAITING_SEGMENTS
    )
  }

  /** Converts from this segment on, instead of from where it was. */
  begin(segment: number): void {
    this.stop()
    this.#nextSegment = segment
    mkdirSync(this.#directory, { recursive: true })
    const line = ffmpegLine({ path: this.#path, directory: this.#directory, fromSegment: segment })
    const child = spawn('ffmpeg', line, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH },
    })
    this.#process = child
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)))
    child.once('error', (error) => this.#ended(child, error.message))
    child.once('exit', (code) => this.#ended(child, code === 0 || child.killed ? null : words))
  }

  /** The segment's file once it is whole; null when it does not come. */
  async waitFor(segment: number): Promise<string | null> {
    const file = this.fileOf(segment)
    const deadlineMs = performance.now() + SEGMENT_WAIT_MS
    while (!existsSync(file)) {
      if (!this.isRunning || performance.now() > deadlineMs) return existsSync(file) ? file : null
      await after(LOOK_EVERY_MS)
    }
    return file
  }

  stop(): void {
    this.#process?.kill('SIGKILL')
    this.#process = null
  }

  fileOf(segment: number): string {
    return join(this.#directory, `${segment}.ts`)
  }

  #noticeProgress(): void {
    while (existsSync(this.fileOf(this.#nextSegment))) this.#nextSegment += 1
  }

  #ended(child: ChildProcess, problem: string | null): void {
    if (this.#process !== child) return
    this.#process = null
    if (problem !== null) this.#onFailed(problem)
  }
}
