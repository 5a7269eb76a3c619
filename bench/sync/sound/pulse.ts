import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../../support/moment.ts'
import { raise } from './priority.ts'
import { Recording } from './recording.ts'
import { SAMPLE_RATE } from './test-track.ts'

const PROGRAMS = ['pulseaudio', 'pactl', 'parec', 'pacat']
const START_TIMEOUT_MS = 10_000
const DAEMON_OPTIONS = [
  '-n',
  '--daemonize=no',
  '--use-pid-file=no',
  '--exit-idle-time=-1',
  '--log-level=error',
  '--high-priority=yes',
  '--realtime=yes',
]
/** Where all browsers play, a channel each. */
const HALL = 'hall'

/** What is not installed of what it takes to hear browsers. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => spawnSync('which', [name]).status !== 0)
}

/**
 * A sound server of our own, without a sound card: one silent output with a channel for each browser, so that one
 * recording hears all of them on one sample clock.
 */
export class Pulse {
  readonly channels: number
  readonly environment: Record<string, string>
  readonly hasPriority: boolean
  #daemon: ChildProcess
  #playing = new Set<ChildProcess>()

  private constructor(daemon: ChildProcess, channels: number, environment: Record<string, string>) {
    this.#daemon = daemon
    this.channels = channels
    this.environment = environment
    this.hasPriority = raise(daemon.pid!)
  }

  /** `directory` becomes its home, and holds its socket. */
  static async start(directory: string, channels: number): Promise<Pulse> {
    mkdirSync(directory, { recursive: true })
    const socket = join(directory, 'pulse.sock')
    const modules = [
      `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
      `module-null-sink sink_name=${HALL} rate=${SAMPLE_RATE} channels=${channels} channel_map=${mapOf(channels)}`,
      ...Array.from({ length: channels }, (_, channel) => ear(channel)),
    ]
    const daemon = spawn('pulseaudio', [...DAEMON_OPTIONS, ...modules.flatMap((module) => ['-L', module])], {
      env: { ...process.env, HOME: directory, XDG_RUNTIME_DIR: directory },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const pulse = new Pulse(daemon, channels, { PULSE_SERVER: `unix:${socket}` })
    await pulse.#untilThere()
    return pulse
  }

  /** What makes a program play into one channel. */
  earOf(channel: number): Record<string, string> {
    return { ...this.environment, PULSE_SINK: `ear${channel}` }
  }

  /** Records all channels into a file until it is stopped. */
  record(path: string): Promise<Recording> {
    const format = ['--format=s16le', `--rate=${SAMPLE_RATE}`, `--channels=${this.channels}`]
    const parec = spawn(
      'parec',
      [...format, `--channel-map=${mapOf(this.channels)}`, `--device=${HALL}.monitor`, '--latency-msec=20'],
      { env: { ...process.env, ...this.environment }, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    raise(parec.pid!)
    return Recording.of(parec, path, this.channels)
  }

  /** Plays interleaved samples of 16 bits into all channels at once, to the end. */
  async play(pcm: Buffer): Promise<void> {
    const format = ['--format=s16le', `--rate=${SAMPLE_RATE}`, `--channels=${this.channels}`]
    const pacat = spawn('pacat', [...format, `--channel-map=${mapOf(this.channels)}`, `--device=${HALL}`], {
      env: { ...process.env, ...this.environment },
      stdio: ['pipe', 'inherit', 'inherit'],
    })
    this.#playing.add(pacat)
    pacat.stdin.end(pcm)
    await once(pacat, 'exit')
    this.#playing.delete(pacat)
  }

  async stop(): Promise<void> {
    for (const child of [...this.#playing, this.#daemon]) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    }
  }

  async #untilThere(): Promise<void> {
    const untilMs = performance.now() + START_TIMEOUT_MS
    const last = `ear${this.channels - 1}`
    while (!this.#sinks().includes(last)) {
      if (this.#daemon.exitCode !== null || performance.now() > untilMs)
        throw new Error('PulseAudio did not start')
      await sleep(50)
    }
  }

  #sinks(): string {
    try {
      const env = { ...process.env, ...this.environment }
      return execFileSync('pactl', ['list', 'short', 'sinks'], { env, encoding: 'utf8', stdio: 'pipe' })
    } catch {
      return ''
    }
  }
}

function mapOf(channels: number): string {
  return Array.from({ length: channels }, (_, channel) => `aux${channel}`).join()
}

function ear(channel: number): string {
  return (
    `module-remap-sink sink_name=ear${channel} master=${HALL} channels=1 channel_map=mono ` +
    `master_channel_map=aux${channel} remix=no`
  )
}
