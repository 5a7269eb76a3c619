/** One line of what the bench prints. */
export type Figure = {
  name: string
  measured: string
  /** What the same run measured for comparison; null where there is nothing to compare with. */
  reference: string | null
  /** The ratio to the reference, or the value that the goal is about. */
  value: string
  goal: string | null
  isMet: boolean | null
}

/** A figure whose goal is a bound on `ratio`. */
export function ratioFigure(
  name: string,
  measured: string,
  reference: string,
  ratio: number,
  goal: { atMost: number } | { atLeast: number } | null,
): Figure {
  return { name, measured, reference, value: `${ratio.toFixed(2)}x`, ...judge(ratio, goal, 'x') }
}

/** A figure whose goal is a bound on the value itself. */
export function valueFigure(
  name: string,
  measured: string,
  reference: string | null,
  value: number,
  unit: string,
  goal: { atMost: number } | { atLeast: number } | null,
): Figure {
  return { name, measured, reference, value: `${round(value)}${unit}`, ...judge(value, goal, unit) }
}

/** Three digits that mean something. */
export function round(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

export function ms(value: number): string {
  return `${round(value)} ms`
}

export function kilobytes(bytes: number): string {
  return `${round(bytes / 1000)} KB`
}

export function table(figures: Figure[]): string {
  const rows = figures.map(({ name, measured, reference, value, goal, isMet }) => [
    name,
    measured,
    reference ?? '–',
    value,
    goal ?? '–',
    isMet === null ? '–' : isMet ? 'yes' : '**no**',
  ])
  return [
    ['Figure', 'Measured', 'Reference, same run', 'Result', 'Goal', 'Met'],
    Array(6).fill('---'),
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function judge(value: number, goal: { atMost: number } | { atLeast: number } | null, unit: string) {
  if (!goal) return { goal: null, isMet: null }
  if ('atMost' in goal) return { goal: `≤ ${goal.atMost}${unit}`, isMet: value <= goal.atMost }
  return { goal: `≥ ${goal.atLeast}${unit}`, isMet: value >= goal.atLeast }
}
