import { random } from './cards'

export const RATE = 48_000
/** Frames are made in buffers of this, and heard so much later. */
const BUFFER_FRAMES = 1_024
const LATENCY_MS = 60

type Scheduled = { buffer: FakeBuffer; gain: FakeGain; startFrame: number; stopFrame: number }

/** As much of an AudioContext as the player touches, in the time of fake timers, and all that it puts out. */
export class SimulatedContext extends EventTarget {
  static made: SimulatedContext[] = []
  static cardRate = 1
  sampleRate = RATE
  state: AudioContextState = 'running'
  baseLatency = BUFFER_FRAMES / RATE
  outputLatency = LATENCY_MS / 1_000
  destination = {}
  scheduled: Scheduled[] = []
  /** How fast this card runs. */
  cardRate = SimulatedContext.cardRate
  #fromMs = performance.now()
  #heldMs = 0

  constructor() {
    super()
    SimulatedContext.made.push(this)
  }

  /** The context's time that is heard at a moment. */
  heardMs(nowMs = performance.now()): number {
    return (nowMs - this.#fromMs) * this.cardRate - this.#heldMs - LATENCY_MS
  }

  get currentTime(): number {
    const frames = ((this.heardMs() + LATENCY_MS) / 1_000) * RATE
    return (Math.max(0, Math.ceil(frames / BUFFER_FRAMES)) * BUFFER_FRAMES) / RATE
  }

  getOutputTimestamp(): AudioTimestamp {
    const nowMs = performance.now()
    const noiseMs = (random(nowMs) - 0.5) * 0.2
    return { contextTime: Math.max(0, this.heardMs() + noiseMs) / 1_000, performanceTime: nowMs }
  }

  /** Something made a hole of this length into the output. */
  glitch(ms: number): void {
    this.#heldMs += ms
  }

  setState(state: AudioContextState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }

  async resume(): Promise<void> {}

  async suspend(): Promise<void> {}

  async decodeAudioData(bytes: ArrayBuffer): Promise<FakeBuffer> {
    const { hertz, seconds } = JSON.parse(new TextDecoder().decode(bytes)) as Song
    const buffer = new FakeBuffer(1, Math.round(seconds * RATE))
    const samples = buffer.getChannelData(0)
    for (let frame = 0; frame < samples.length; frame++) samples[frame] = toneAt(hertz, frame / RATE)
    return buffer
  }

  createBuffer(channels: number, length: number): FakeBuffer {
    return new FakeBuffer(channels, length)
  }

  createGain(): FakeGain {
    return new FakeGain()
  }

  createBufferSource(): FakeSource {
    return new FakeSource(this)
  }

  /** What came out from one frame to another, volume left aside. */
  render(fromFrame: number, toFrame: number): Float32Array {
    const out = new Float32Array(toFrame - fromFrame)
    for (const { buffer, gain, startFrame, stopFrame } of this.scheduled) {
      const samples = buffer.getChannelData(0)
      const begin = Math.max(startFrame, fromFrame)
      const end = Math.min(startFrame + samples.length, stopFrame, toFrame)
      for (let frame = begin; frame < end; frame++) {
        out[frame - fromFrame]! += samples[frame - startFrame]! * gain.gain.at(frame / RATE)
      }
    }
    return out
  }
}

export type Song = { hertz: number; seconds: number }

export function toneAt(hertz: number, seconds: number): number {
  return 0.5 * Math.cos(2 * Math.PI * hertz * seconds)
}

class FakeBuffer {
  readonly sampleRate = RATE
  readonly numberOfChannels: number
  readonly length: number
  #channels: Float32Array[]

  constructor(channels: number, length: number) {
    this.numberOfChannels = channels
    this.length = length
    this.#channels = Array.from({ length: channels }, () => new Float32Array(length))
  }

  getChannelData(channel: number): Float32Array {
    return this.#channels[channel]!
  }

  copyToChannel(samples: Float32Array, channel: number): void {
    this.#channels[channel]!.set(samples)
  }
}

class FakeSource {
  buffer: FakeBuffer | null = null
  #context: SimulatedContext
  #gain: FakeGain | null = null
  #scheduled: Scheduled | null = null

  constructor(context: SimulatedContext) {
    this.#context = context
  }

  connect(gain: FakeGain): void {
    this.#gain = gain
  }

  start(when: number): void {
    if (when < this.#context.currentTime) throw new Error('Scheduled into the past')
    const startFrame = Math.round(when * RATE)
    this.#scheduled = { buffer: this.buffer!, gain: this.#gain!, startFrame, stopFrame: Infinity }
    this.#context.scheduled.push(this.#scheduled)
  }

  stop(when = this.#context.currentTime): void {
    this.#scheduled!.stopFrame = Math.round(when * RATE)
  }
}

class FakeGain {
  gain = new FakeParam()

  connect(): void {}
}

/** A parameter that is set and moved in straight lines. */
class FakeParam {
  #points: { atS: number; value: number; ramps: boolean }[] = []

  setValueAtTime(value: number, atS: number): void {
    this.#points.push({ atS, value, ramps: false })
  }

  linearRampToValueAtTime(value: number, atS: number): void {
    this.#points.push({ atS, value, ramps: true })
  }

  setTargetAtTime(): void {}

  at(timeS: number): number {
    const index = this.#points.findIndex(({ atS }) => atS > timeS)
    const before = this.#points.at(index === -1 ? -1 : index - 1)
    const after = index === -1 ? undefined : this.#points[index]
    if (index === 0) return 1
    if (!before) return 1
    if (!after?.ramps) return before.value
    const share = (timeS - before.atS) / (after.atS - before.atS)
    return before.value + (after.value - before.value) * share
  }
}
