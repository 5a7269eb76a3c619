// Renders the demo library: `node scripts/make-demo.ts`, or `node scripts/make-demo.ts canon clock` for some of it. Needs ffmpeg.
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathOf } from './environment.ts'
import { encodeFilm, encodeJpeg, encodePiece, writeWav } from './make-demo/encode.ts'
import { CLOCK, clockFrames, clockSound } from './make-demo/film/clock.ts'
import * as metronome from './make-demo/film/metronome.ts'
import { subRip, webVtt } from './make-demo/film/subtitles.ts'
import { auldLangSyne } from './make-demo/pieces/auld-lang-syne.ts'
import { canon } from './make-demo/pieces/canon.ts'
import { furElise } from './make-demo/pieces/fur-elise.ts'
import { greensleeves } from './make-demo/pieces/greensleeves.ts'
import { odeToJoy } from './make-demo/pieces/ode-to-joy.ts'
import type { Piece } from './make-demo/pieces/piece.ts'
import { saints } from './make-demo/pieces/saints.ts'
import { sakura } from './make-demo/pieces/sakura.ts'
import { seeded } from './make-demo/random.ts'
import { SAMPLE_RATE } from './make-demo/sound/tone.ts'

const PIECES = [odeToJoy, greensleeves, auldLangSyne, sakura, saints, furElise, canon]
const GRAIN = 5
const COVER_SEED = 600
const LICENCE = 'CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/'

const musicFolder = pathOf('demo/music')
const filmFolder = pathOf('demo/films')
const wanted = process.argv.slice(2)
const scratchFolder = await mkdtemp(join(tmpdir(), 'tutti-demo-'))
try {
  await mkdir(musicFolder, { recursive: true })
  for (const piece of PIECES.filter(({ file }) => isWanted(file))) await makePiece(piece)
  if (isWanted(CLOCK.file)) await makeClock()
  if (isWanted(metronome.SERIES.folder)) await makeSeries()
} finally {
  await rm(scratchFolder, { recursive: true })
}

async function makePiece({ file, title, artist, genre, year, play, draw }: Piece): Promise<void> {
  const coverFile = join(scratchFolder, `${file}.jpg`),
    wavFile = join(scratchFolder, `${file}.wav`),
    madeFile = join(musicFolder, file)
  const cover = draw()
  cover.grain(GRAIN, seeded(COVER_SEED))
  await encodeJpeg(cover, coverFile)
  const sound = play()
  await writeWav(sound, wavFile)
  const tags = { title, artist, album: 'Tutti demo', genre, copyright: LICENCE, ...(year && { date: year }) }
  await encodePiece(wavFile, coverFile, tags, madeFile)
  await report(madeFile, `${title}, ${artist}`, sound.left.length / SAMPLE_RATE)
}

async function makeClock(): Promise<void> {
  const wavFile = join(scratchFolder, 'clock.wav'),
    madeFile = join(filmFolder, CLOCK.file)
  await mkdir(filmFolder, { recursive: true })
  await writeWav(clockSound(), wavFile)
  await encodeFilm(
    clockFrames(),
    CLOCK,
    wavFile,
    { title: CLOCK.title, artist: 'Tutti', album: 'Tutti demo', copyright: LICENCE },
    madeFile,
  )
  await report(madeFile, CLOCK.title, CLOCK.seconds)
}

/** Three short episodes under the names that media libraries agree on, with a poster and subtitles beside them. */
async function makeSeries(): Promise<void> {
  const { title, folder } = metronome.SERIES
  const seasonFolder = join(pathOf('demo'), folder, 'Season 01')
  await mkdir(seasonFolder, { recursive: true })
  await encodeJpeg(metronome.poster(), join(pathOf('demo'), folder, 'poster.jpg'))
  for (const episode of metronome.EPISODES) {
    const stem = join(seasonFolder, `${title} - S01E0${episode.number} - ${episode.title}`)
    const wavFile = join(scratchFolder, `episode-${episode.number}.wav`)
    await writeWav(metronome.episodeSound(episode), wavFile)
    const tags = { title: episode.title, artist: 'Tutti', album: 'Tutti demo', copyright: LICENCE }
    await encodeFilm(metronome.episodeFrames(episode), metronome.SIZE, wavFile, tags, `${stem}.mp4`)
    await writeFile(`${stem}.en.vtt`, webVtt(metronome.linesOf(episode, 'en')))
    await writeFile(`${stem}.de.srt`, subRip(metronome.linesOf(episode, 'de')), 'latin1')
    await report(`${stem}.mp4`, `${title}: ${episode.title}`, metronome.EPISODE_SECONDS)
  }
}

async function report(file: string, what: string, seconds: number): Promise<void> {
  console.log(`${file}  ${what}  ${seconds.toFixed(1)} s  ${Math.round((await stat(file)).size / 1000)} kB`)
}

function isWanted(file: string): boolean {
  return wanted.length === 0 || wanted.some((word) => file.includes(word))
}
