import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../../support/moment.ts'
import { pcmOptions, type Hall } from './halls.ts'
import { raise } from './priority.ts'
import { Recording } from './recording.ts'

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

const running = new Set<ChildProcess>()

/** For the moment in which the bench itself ends, in order or not. */
export function stopAllPulse(): void {
  for (const daemon of running) daemon.kill('SIGKILL')
}

/** What is not installed of what it takes to hear browsers. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => spawnSync('which', [name]).status !== 0)
}

/** A sound server of our own, without a sound card. */
export class Pulse {
  readonly hall: Hall
  readonly environment: Record<string, string>
  #daemon: ChildProcess
  /** By how much sooner a sample is recorded than it would be heard. */
  #earlyMs: number

  private constructor(
    daemon: ChildProcess,
    hall: Hall,
    environment: Record<string, string>,
    earlyMs: number,
  ) {
    this.#daemon = daemon
    this.hall = hall
    this.environment = environment
    this.#earlyMs = earlyMs
  }

  /** `directory` becomes its home, and holds its socket. */
  static async start(directory: string, hall: Hall, earlyMs = 0): Promise<Pulse> {
    mkdirSync(directory, { recursive: true })
    const socket = join(directory, 'pulse.sock')
    const modules = [`module-native-protocol-unix auth-anonymous=1 socket=${socket}`, ...hall.modules]
    const daemon = spawn('pulseaudio', [...DAEMON_OPTIONS, ...modules.flatMap((module) => ['-L', module])], {
      env: { ...process.env, HOME: directory, XDG_RUNTIME_DIR: directory },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    running.add(daemon)
    daemon.once('exit', () => running.delete(daemon))
    const pulse = new Pulse(daemon, hall, { PULSE_SERVER: `unix:${socket}` }, earlyMs)
    await pulse.#untilThere()
    raise(daemon.pid!)
    return pulse
  }

  /** What makes a program play into one channel. */
  earOf(channel: number): Record<string, string> {
    return { ...this.environment, PULSE_SINK: `ear${channel}` }
  }

  /** Records all channels into a file until it is stopped. */
  record(path: string): Promise<Recording> {
    const [command, ...args] = this.hall.recorder
    const recorder = spawn(command, args, {
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    raise(recorder.pid!)
    return Recording.of(recorder, path, this.hall.speeds, this.#earlyMs)
  }

  /** Plays interleaved samples of 16 bits into all channels at once, to the end; for a hall with one card. */
  async play(pcm: Buffer): Promise<void> {
    const pacat = spawn('pacat', [...pcmOptions(this.hall.channels), '--device=hall'], {
      env: { ...process.env, ...this.environment },
      stdio: ['pipe', 'inherit', 'inherit'],
    })
    pacat.stdin.end(pcm)
    await once(pacat, 'exit')
  }

  async stop(): Promise<void> {
    if (this.#daemon.exitCode !== null || this.#daemon.signalCode !== null) return
    const exited = once(this.#daemon, 'exit')
    this.#daemon.kill('SIGKILL')
    await exited
  }

  async #untilThere(): Promise<void> {
    const untilMs = performance.now() + START_TIMEOUT_MS
    const last = `ear${this.hall.channels - 1}`
    while (!this.#sinks().includes(last)) {
      const isGone = this.#daemon.exitCode !== null || performance.now() > untilMs
      if (isGone) throw new Error('PulseAudio did not start')
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
