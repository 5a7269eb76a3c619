import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/browser.ts'
import { pathOf } from '../../scripts/environment.ts'
import type { Music } from './scenes.ts'
import { MUSIC_GRAIN, NOISE_GRAIN, type Grain } from './sound/hearing.ts'
import { Matcher } from './sound/matcher.ts'
import { makeNoise, SAMPLE_RATE, wavOf } from './sound/test-track.ts'

/** What is played one after the other, and how it is recognised. */
export type Piece = { titles: string[]; matcher: Matcher; grain: Grain }

/** The demo library, which stands beside what is made here. */
export const DEMO = pathOf('demo')
/** Longer songs are not decoded as a whole, and so never played by Web Audio. */
const LONGEST_TRACK_S = 540

/** Makes a folder of media for the product, and learns by heart what is in it. */
export async function rehearse(
  folder: string,
  noiseS: number,
  wanted: Set<Music>,
): Promise<Record<Music, Piece>> {
  await mkdir(folder)
  const noise = makeNoise(noiseS)
  const titles: string[] = []
  for (let from = 0; from < noise.length; from += LONGEST_TRACK_S * SAMPLE_RATE) {
    const title = `Noise ${titles.length + 1}`
    titles.push(title)
    await writeFile(
      join(folder, `${title}.wav`),
      wavOf(noise.subarray(from, from + LONGEST_TRACK_S * SAMPLE_RATE)),
    )
  }
  const demo = async (music: Music, file: string, title: string): Promise<Piece> => {
    const samples = wanted.has(music) ? await decode(await readFile(join(DEMO, file))) : new Float32Array(0)
    return { titles: [title], matcher: new Matcher(samples), grain: MUSIC_GRAIN }
  }
  return {
    noise: { titles, matcher: new Matcher(noise), grain: NOISE_GRAIN },
    song: await demo('song', 'music/ode-to-joy.mp3', 'Ode to Joy'),
    film: await demo('film', 'films/the-running-clock.mp4', 'The Running Clock'),
  }
}

/** The sound of a file as a browser hears it, its channels mixed into one. */
async function decode(file: Buffer): Promise<Float32Array> {
  const { executablePath } = await findBrowser()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const pcmBase64 = await page.evaluate(decodeInPage, { base64: file.toString('base64'), rate: SAMPLE_RATE })
  await browser.close()
  const pcm = Buffer.from(pcmBase64, 'base64')
  return Float32Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(index * 2) / 32_768)
}

async function decodeInPage({ base64, rate }: { base64: string; rate: number }): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.buffer)
  const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) =>
    sound.getChannelData(channel),
  )
  const pcm = Int16Array.from(channels[0]!, (_, index) => {
    const sum = channels.reduce((total, channel) => total + channel[index]!, 0)
    return Math.round((sum / channels.length) * 32_767)
  })
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.readAsDataURL(new Blob([pcm]))
  })
  return url.slice(url.indexOf(',') + 1)
}
