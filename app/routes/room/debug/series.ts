import type { TracePoint } from '~/player/tracing'

/** One line of the panel. Null where there was nothing to read. */
export type Series = {
  name: string
  read: (point: TracePoint, first: TracePoint) => number | null
  show: (value: number) => string
}

const inMs = (value: number) => `${value.toFixed(2)} ms`
const signed = (text: string) => (text.startsWith('-') ? text : `+${text}`)
const PARTS_A_MILLION = 1e6

export const SERIES: Series[] = [
  {
    name: 'clock offset, from the first',
    read: ({ offsetMs }, first) => offsetMs - first.offsetMs,
    show: (value) => signed(inMs(value)),
  },
  {
    name: 'clock skew',
    read: ({ skew }) => skew * PARTS_A_MILLION,
    show: (value) => signed(`${value.toFixed(1)} ppm`),
  },
  {
    name: 'clock uncertainty',
    read: ({ uncertaintyMs }) => uncertaintyMs,
    show: (value) => `± ${inMs(value)}`,
  },
  { name: 'error of the sound', read: ({ errorMs }) => errorMs, show: (value) => signed(inMs(value)) },
  {
    name: 'rate, beside 1',
    read: ({ rate }) => (rate - 1) * 100,
    show: (value) => signed(`${value.toFixed(3)} %`),
  },
  { name: 'seeks', read: ({ seeks }) => seeks, show: (value) => String(value) },
]
