export function median(values: number[]): number {
  return percentile(values, 0.5)
}

/** The value below which this share of all values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
