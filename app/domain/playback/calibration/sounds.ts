/** Every small loudspeaker and every microphone does these well. */
const LOW_HZ = 1_500
const HIGH_HZ = 7_000
/** Long enough to stand out of noise that is as loud, short enough to be taken for a bird. */
export const CHIRP_MS = 120
const CLICK_MS = 6
const CLICK_HZ = 2_500

export type Direction = 'up' | 'down'

/** A whistle that rises or falls: unlike itself at any other moment, and unlike the other one. From −1 to 1. */
export function chirp(rate: number, direction: Direction): Float32Array<ArrayBuffer> {
  const frames = Math.round((CHIRP_MS / 1_000) * rate)
  const seconds = frames / rate
  const [fromHz, toHz] = direction === 'up' ? [LOW_HZ, HIGH_HZ] : [HIGH_HZ, LOW_HZ]
  return Float32Array.from({ length: frames }, (_, frame) => {
    const at = frame / rate
    const turns = fromHz * at + ((toHz - fromHz) * at * at) / (2 * seconds)
    return Math.sin(2 * Math.PI * turns) * fadeInAndOut(frame / frames)
  })
}

/** As short as can be heard: two of them are told apart from a few milliseconds on. */
export function click(rate: number): Float32Array<ArrayBuffer> {
  const frames = Math.round((CLICK_MS / 1_000) * rate)
  return Float32Array.from(
    { length: frames },
    (_, frame) => Math.sin((2 * Math.PI * CLICK_HZ * frame) / rate) * Math.exp((-6 * frame) / frames),
  )
}

function fadeInAndOut(share: number): number {
  return (1 - Math.cos(2 * Math.PI * share)) / 2
}
