import { offsetMs, quickest, roundTripMs, type Estimator, type Method } from './estimator.ts'
import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'

/**
 * Sendspin, written anew from what it publishes: the defaults and the recommended use of its reference filter
 * (github.com/Sendspin-Protocol/time-filter, README.md `Config` and docs/theory.md) and the timing of its browser client
 * (github.com/Sendspin/sendspin-js, src/core/time-sync-manager.ts). A burst of eight each ten seconds, each probe sent
 * when the one before it is answered; the quickest goes into a Kalman filter of offset and drift. Inside: microseconds.
 */
export const SENDSPIN: Method = {
  name: 'sendspin-like',
  create: () => new SendspinLike(),
  *schedule(fromMs) {
    for (let burstAtMs = fromMs; ; burstAtMs += BURST_EVERY_MS) {
      let atMs = burstAtMs
      for (let index = 0; index < BURST_PROBES; index++) {
        const [probe] = yield [atMs]
        atMs = probe!.t3
      }
    }
  },
}

const BURST_PROBES = 8
const BURST_EVERY_MS = 10_000
/** `process_std_dev` is 0: only the drift wanders. */
const DRIFT_PROCESS_VARIANCE = 1e-11 ** 2
const FORGET_VARIANCE_FACTOR = 2.0 ** 2
const ADAPTIVE_CUTOFF = 3.0
const MIN_SAMPLES_FOR_FORGETTING = 100
const DRIFT_SIGNIFICANCE = 2.0
const MAX_ERROR_SCALE = 0.5

class SendspinLike implements Estimator {
  #burst: Probe[] = []
  #count = 0
  #atUs = 0
  #offsetUs = 0
  #drift = 0
  #offsetVariance = Infinity
  #covariance = 0
  #driftVariance = 0

  add(probe: Probe): void {
    this.#burst.push(probe)
    if (this.#burst.length < BURST_PROBES) return
    const best = quickest(this.#burst)
    this.#burst = []
    this.#update(offsetMs(best) * 1000, (roundTripMs(best) / 2) * 1000 * MAX_ERROR_SCALE, best.t3 * 1000)
  }

  serverNowMs(nowMs: number): number | null {
    if (this.#count === 0) return null
    const isDriftSure = this.#drift ** 2 > DRIFT_SIGNIFICANCE ** 2 * this.#driftVariance && this.#count > 2
    const drift = isDriftSure ? this.#drift : 0
    return nowMs + (this.#offsetUs + drift * (nowMs * 1000 - this.#atUs)) / 1000
  }

  #update(measuredUs: number, maxErrorUs: number, atUs: number): void {
    const elapsedUs = atUs - this.#atUs
    if (elapsedUs <= 0) return
    this.#atUs = atUs
    const measuredVariance = maxErrorUs ** 2
    this.#count++
    if (this.#count === 1) {
      this.#offsetUs = measuredUs
      this.#offsetVariance = measuredVariance
      return
    }
    if (this.#count === 2) {
      this.#drift = (measuredUs - this.#offsetUs) / elapsedUs
      this.#offsetUs = measuredUs
      this.#driftVariance = (this.#offsetVariance + measuredVariance) / elapsedUs ** 2
      this.#offsetVariance = measuredVariance
      return
    }

    const predictedUs = this.#offsetUs + this.#drift * elapsedUs
    let driftVariance = this.#driftVariance + elapsedUs * DRIFT_PROCESS_VARIANCE
    let covariance = this.#covariance + this.#driftVariance * elapsedUs
    let offsetVariance =
      this.#offsetVariance + 2 * this.#covariance * elapsedUs + this.#driftVariance * elapsedUs ** 2
    const residualUs = measuredUs - predictedUs
    const isForgetting =
      this.#count > MIN_SAMPLES_FOR_FORGETTING && Math.abs(residualUs) > ADAPTIVE_CUTOFF * maxErrorUs
    if (isForgetting) {
      driftVariance *= FORGET_VARIANCE_FACTOR
      covariance *= FORGET_VARIANCE_FACTOR
      offsetVariance *= FORGET_VARIANCE_FACTOR
    }

    const offsetGain = offsetVariance / (offsetVariance + measuredVariance)
    const driftGain = covariance / (offsetVariance + measuredVariance)
    this.#offsetUs = predictedUs + offsetGain * residualUs
    this.#drift += driftGain * residualUs
    this.#driftVariance = driftVariance - driftGain * covariance
    this.#covariance = covariance - driftGain * offsetVariance
    this.#offsetVariance = offsetVariance - offsetGain * offsetVariance
  }
}
