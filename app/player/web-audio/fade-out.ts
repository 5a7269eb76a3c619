const STEPS = 5
const STEP_MS = 6

/** Turns a volume down to 0 over some 30 ms. Answers how to leave it where it is. */
export function fadeOut(fromVolume: number, setVolume: (volume: number) => void): () => void {
  let step = 0
  const timer = setInterval(() => {
    step += 1
    setVolume(fromVolume * (1 - step / STEPS))
    if (step === STEPS) clearInterval(timer)
  }, STEP_MS)
  return () => clearInterval(timer)
}
