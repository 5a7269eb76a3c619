import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test } from './support/people'
import { addSong, joinJam } from './support/room'

type Piece = { atS: number; lengthS: number; rate: number; stopped: boolean }
type Watched = typeof globalThis & { pieces: Piece[]; elements: Set<HTMLMediaElement> }

/** Runs in a page before its own scripts: notes the elements, each piece that is scheduled, and which is taken back. */
function noteSound(): void {
  const pieces: Piece[] = []
  const elements = new Set<HTMLMediaElement>()
  Object.assign(globalThis, { pieces, elements })
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function () {
    elements.add(this)
    return play.call(this)
  }
  const { start, stop } = AudioBufferSourceNode.prototype
  const known = new WeakMap<AudioScheduledSourceNode, Piece>()
  AudioBufferSourceNode.prototype.start = function (when = 0, ...rest: number[]) {
    const piece = { atS: when, lengthS: this.buffer!.duration, rate: this.context.sampleRate, stopped: false }
    pieces.push(piece)
    known.set(this, piece)
    return start.call(this, when, ...rest)
  }
  AudioBufferSourceNode.prototype.stop = function (when) {
    known.get(this)!.stopped = true
    return stop.call(this, when)
  }
}

function piecesOf(page: Page): Promise<Piece[]> {
  return page.evaluate(() => (globalThis as Watched).pieces)
}

/** Pieces that were not taken back, as long as each begins on the sample after the one before it, the last one last. */
function lastChain(pieces: Piece[]): Piece[] {
  const kept = pieces.filter(({ stopped }) => !stopped).toSorted((one, other) => one.atS - other.atS)
  const breaks = kept.findLastIndex(({ atS, lengthS, rate }, index) => {
    const next = kept[index + 1]
    return next !== undefined && Math.abs(next.atS - atS - lengthS) * rate > 0.01
  })
  return kept.slice(breaks + 1)
}

const lengthS = (pieces: Piece[]) => pieces.reduce((sum, piece) => sum + piece.lengthS, 0)

async function hearByWebAudio(page: Page, code: string): Promise<void> {
  await page.addInitScript(noteSound)
  await page.goto(`/rooms/${code}?output=web-audio`)
  const sound = page.getByRole('button', { name: /^(Play here|Sound here: on)$/ }).first()
  await expect(sound).toBeVisible()
  if ((await sound.getAttribute('aria-pressed')) !== 'true') await sound.click()
}

const SONGS = ['Ode to Joy', 'Canon in D', 'Greensleeves', 'Largo']

test('two devices play a song by Web Audio, and the next one begins on the sample after it', async ({
  person,
}) => {
  test.setTimeout(180_000)
  const alex = await person()
  const code = await openJam(alex)
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  for (const title of SONGS) await addSong(alex, title)
  await hearByWebAudio(alex, code)
  await hearByWebAudio(kim, code)
  for (const page of [alex, kim])
    await expect
      .poll(async () => lengthS(lastChain(await piecesOf(page))), { timeout: 30_000 })
      .toBeGreaterThan(4)

  // A machine whose time is taken away breaks the sound off, and it goes on anew: then the next change of songs must do.
  let playing = 0
  await expect(async () => {
    playing += 1
    const progress = alex.getByRole('slider', { name: 'Position' })
    const durationMs = Number(await progress.getAttribute('max'))
    await alex.request.post(`/rooms/${code}/playback`, { data: { positionMs: durationMs - 12_000 } })
    for (const page of [alex, kim]) {
      await expect(page.getByLabel('Now playing')).toContainText(SONGS[playing]!, { timeout: 30_000 })
      // From before the end of the one well into the other, without a hole: 12 s, less what the seek took.
      await expect
        .poll(async () => lengthS(lastChain(await piecesOf(page))), { timeout: 15_000 })
        .toBeGreaterThan(14)
    }
  }).toPass({ timeout: 130_000 })
  for (const page of [alex, kim]) {
    const sounding = await page.evaluate(
      () => [...(globalThis as Watched).elements].filter(({ paused }) => !paused).length,
    )
    expect(sounding, 'elements that sound as well').toBe(0)
  }
})
