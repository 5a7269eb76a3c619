/** Milliseconds on a clock that all processes of this machine share and nobody sets. */
export function momentMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
