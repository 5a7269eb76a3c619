import { join } from 'node:path'
import { momentMs, sleep } from '../support/moment.ts'
import { median } from '../support/statistics.ts'
import { instantsOf, skewsOf, type Instant } from './measures/spread.ts'
import { oneCard, ownCards, type Hall } from './sound/halls.ts'
import { hear, NOISE_GRAIN } from './sound/hearing.ts'
import { skewed } from './sound/known-skew.ts'
import { Matcher } from './sound/matcher.ts'
import { Pulse } from './sound/pulse.ts'
import type { Recording } from './sound/recording.ts'
import { makeNoise, pcmOf, wavOf } from './sound/test-track.ts'
import { startBrowsers } from './stage/browsers.ts'
import { PlainPage } from './stage/plain-page.ts'

/** What came back of what was known. */
export type Validation = {
  lines: string[]
  /** By how much sooner a sample is recorded than browsers say it is heard. */
  earlyMs: number
  /** Whether what is measured may be believed. */
  isSound: boolean
}

const KNOWN_SKEWS_MS = [0, 7.3, 20]
const KNOWN_DRIFT_PPM = 100
const TRACK_S = 12
/** The beginning is left out: contexts settle. */
const LISTEN_FROM_MS = 2_000
const LISTEN_TO_MS = 10_000
/** Long enough for all pages to have been told. */
const TELL_AHEAD_MS = 1_500
/** The chain of recording and matching by itself. */
const CHAIN_WITHIN_MS = 0.02
/** Browsers themselves are this exact when they are told a moment; more says that the machine is too busy. */
const PAGES_WITHIN_MS = 5
const DRIFT_WITHIN_PPM = 5
/** Long against the one sample to which windows of a fast card are cut. */
const DRIFT_OVER_MS = 4_000

const track = makeNoise(TRACK_S, 7)
const matcher = new Matcher(track)

/** Measures what is known beforehand: sounds, then pages with a known skew, then a card that is known to be fast. */
export async function validate(temporary: string): Promise<Validation> {
  const chain = await hearSounds(join(temporary, 'sounds'))
  const pages = await hearPages(join(temporary, 'pages'), oneCard(KNOWN_SKEWS_MS.length), KNOWN_SKEWS_MS)
  const cards = join(temporary, 'cards')
  const fast = await hearPages(cards, ownCards(cards, [1, 1, 1 + KNOWN_DRIFT_PPM / 1e6]), [0, 0, 0])
  const driftPpm = driftOf(fast.instants, 0, 2)
  const chainSkews = KNOWN_SKEWS_MS.map((_, channel) => -median(skewsOf(chain, 0, channel)))
  const pageSkews = KNOWN_SKEWS_MS.map((_, channel) => -median(skewsOf(pages.instants, 0, channel)))
  return {
    lines: [
      `Sounds that are ${list(KNOWN_SKEWS_MS, 1)} ms late: heard ${list(chainSkews, 4)} ms late.`,
      `Pages told to play ${list(KNOWN_SKEWS_MS, 1)} ms late: heard ${list(pageSkews, 2)} ms late.`,
      `A sound card ${KNOWN_DRIFT_PPM} ppm fast: heard ${driftPpm.toFixed(1)} ppm fast, its neighbour ${driftOf(fast.instants, 0, 1).toFixed(1)}.`,
      `A sound is recorded ${pages.earlyMs.toFixed(1)} ms before browsers say it is heard; that is reckoned in.`,
    ],
    earlyMs: pages.earlyMs,
    isSound:
      areAlike(chainSkews, KNOWN_SKEWS_MS, CHAIN_WITHIN_MS) &&
      areAlike(pageSkews, KNOWN_SKEWS_MS, PAGES_WITHIN_MS) &&
      Math.abs(driftPpm - KNOWN_DRIFT_PPM) <= DRIFT_WITHIN_PPM,
  }
}

/** Sounds of known skew, without a browser. */
async function hearSounds(directory: string): Promise<Instant[]> {
  const pulse = await Pulse.start(directory, oneCard(KNOWN_SKEWS_MS.length))
  const recording = await pulse.record(join(directory, 'sounds.pcm'))
  const fromMs = momentMs()
  await pulse.play(pcmOf(KNOWN_SKEWS_MS.map((skewMs) => skewed(track, skewMs))))
  await recording.stop()
  await pulse.stop()
  return listen(recording, fromMs)
}

/** Pages that are told to play at moments of known skew. */
async function hearPages(directory: string, hall: Hall, skewsMs: number[]) {
  const pulse = await Pulse.start(directory, hall)
  const recording = await pulse.record(join(directory, 'pages.pcm'))
  const orchestra = await startBrowsers(pulse, skewsMs.length)
  const pages = await Promise.all(
    orchestra.browsers.map(async (browser) => new PlainPage(await browser.newPage())),
  )
  await Promise.all(pages.map((page) => page.load(wavOf(track))))
  const startMs = momentMs() + TELL_AHEAD_MS
  await Promise.all(pages.map((page, index) => page.playAt(startMs + skewsMs[index]!)))
  await sleep(TELL_AHEAD_MS + LISTEN_TO_MS)
  await recording.stop()
  await orchestra.stop()
  await pulse.stop()
  const instants = listen(recording, startMs)
  const offsets = instants.flatMap(({ offsetsMs }) =>
    offsetsMs.flatMap((offsetMs, index) => (offsetMs === null ? [] : offsetMs + startMs + skewsMs[index]!)),
  )
  return { instants, earlyMs: median(offsets) }
}

function listen(recording: Recording, startMs: number): Instant[] {
  const hearing = hear(recording, matcher, NOISE_GRAIN)
  recording.close()
  return instantsOf(hearing, startMs + LISTEN_FROM_MS, startMs + LISTEN_TO_MS)
}

/** By how many millionths `other` runs faster than `one`: what it usually gains in a while, stumbles apart. */
function driftOf(instants: Instant[], one: number, other: number): number {
  const gains = instants.flatMap(({ atMs, offsetsMs }, index) => {
    const later = instants.slice(index).find((instant) => instant.atMs >= atMs + DRIFT_OVER_MS)
    const [before] = skewsOf([{ atMs, offsetsMs }], one, other)
    const [after] = later ? skewsOf([later], one, other) : []
    return before === undefined || after === undefined ? [] : ((after - before) / (later!.atMs - atMs)) * 1e6
  })
  return median(gains)
}

function areAlike(heard: number[], known: number[], withinMs: number): boolean {
  return heard.every((value, index) => Math.abs(value - known[index]!) <= withinMs)
}

function list(values: number[], digits: number): string {
  return values.map((value) => value.toFixed(digits)).join(' / ')
}
