import { BROWSERS, NETWORKS, type Network } from './stage/networks.ts'
import type { Output } from './stage/room.ts'

/** What is played: noise made for the bench, or something of the demo library, by its title. */
export type Music = 'noise' | 'song' | 'film'

/** One room that is measured. */
export type Scene = {
  /** What `--only` calls it: the network or what is special, and the output. */
  name: string
  title: string
  network: Network
  output: Output
  music: Music
  plays: number
  seeks: number
  lateJoins: number
  steadyS: number
  wallClocksOffMs: number[]
  cardSpeeds: number[] | null
  /** Plays first without, and then with what was heard made good by a nudge of each browser. */
  calibrated: boolean
}

const OUTPUTS: Output[] = ['element', 'web-audio']
/** What the goals are about. */
const LONG_ENOUGH_S = 120
/** For all that is special. */
const SHORT_S = 20
const SYMMETRIC = ['near', 'middling', 'far']
const FAST_CARD = 1 + 100e-6

const plain = {
  music: 'noise',
  plays: 2,
  seeks: 1,
  lateJoins: 1,
  steadyS: SHORT_S,
  wallClocksOffMs: [],
  cardSpeeds: null,
  calibrated: false,
} satisfies Partial<Scene>
const quiet = { ...plain, plays: 1, seeks: 0, lateJoins: 0 }

/** All that is measured, in this order. */
export const SCENES: Scene[] = [
  ...Object.entries(NETWORKS).flatMap(([name, network]) =>
    both(
      { ...plain, network, steadyS: SYMMETRIC.includes(name) ? LONG_ENOUGH_S : SHORT_S },
      name,
      network.name,
    ),
  ),
  ...both(
    { ...quiet, network: NETWORKS.asymmetric!, calibrated: true },
    'calibrated',
    'asymmetric, calibrated by a nudge',
  ),
  ...both(
    { ...quiet, network: NETWORKS.near!, wallClocksOffMs: [-1_300, 0, 700] },
    'wrong-clocks',
    '5 ± 2 ms, wall clocks −1.3, 0, +0.7 s',
  ),
  ...both(
    { ...quiet, network: NETWORKS.near!, cardSpeeds: [...Array<number>(BROWSERS - 1).fill(1), FAST_CARD] },
    'fast-card',
    '5 ± 2 ms, a sound card 100 ppm fast',
  ),
  ...both({ ...quiet, network: NETWORKS.mixed!, music: 'song' }, 'song', 'one of each, a demo song'),
  {
    ...quiet,
    seeks: 1,
    name: 'film/element',
    title: 'one of each, the demo film',
    network: NETWORKS.mixed!,
    output: 'element',
    music: 'film',
  },
]

function both(scene: Omit<Scene, 'name' | 'title' | 'output'>, name: string, title: string): Scene[] {
  return OUTPUTS.map((output) => ({
    ...scene,
    output,
    name: `${name}/${output}`,
    title: `${title}; ${wordOf(output)}`,
  }))
}

function wordOf(output: Output): string {
  return output === 'element' ? 'media element' : 'Web Audio'
}
