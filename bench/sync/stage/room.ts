import type { APIResponse, Page } from '@playwright/test'
import { momentMs, sleep } from '../../support/moment.ts'

const SCAN_TIMEOUT_MS = 30_000

/** How the player is told which output to use. */
export type Output = 'element' | 'web-audio'

/** Opens a jam from this page's browser. Answers its code. */
export async function openRoom(host: Page): Promise<string> {
  const { code } = await ask<{ code: string }>(host, '/new/jam', { name: 'The bench', host: 'Alex' })
  return code
}

/** Goes to the room's page as a member and turns its sound on. */
export async function playHere(page: Page, code: string, output: Output): Promise<void> {
  await page.goto(`/rooms/${code}?output=${output}`)
  const sound = page
    .getByRole('button', { name: /^(Play here|Sound here: on|Watch here|Watching here: on)$/ })
    .first()
  await sound.waitFor()
  if ((await sound.getAttribute('aria-pressed')) !== 'true') await sound.click()
}

export async function join(page: Page, code: string, name: string): Promise<void> {
  await ask(page, `/join/${code}`, { name })
}

/** The id of the track of this title, once the library has been scanned. */
export async function findTrack(page: Page, code: string, title: string): Promise<string> {
  const untilMs = performance.now() + SCAN_TIMEOUT_MS
  while (performance.now() < untilMs) {
    const answer = await page.request.get(`/rooms/${code}/search?q=${encodeURIComponent(title)}`)
    const { tracks } = (await answer.json()) as { tracks: { id: string; title: string }[] }
    const track = tracks.find((track) => track.title === title)
    if (track) return track.id
    await sleep(200)
  }
  throw new Error(`${title} is not in the library`)
}

/** Adds a track, which plays at once where nothing else does. */
export async function addTrack(page: Page, code: string, trackId: string): Promise<void> {
  await ask(page, `/rooms/${code}/queue`, { trackId })
}

/**
 * Says something about playback, as the page's own script would: over a connection that is open already. Answers when it
 * was said.
 */
export async function setPlayback(
  page: Page,
  code: string,
  playback: { playing: boolean } | { positionMs: number },
): Promise<number> {
  const saidAtMs = momentMs()
  const status = await page.evaluate(post, {
    path: `/rooms/${code}/playback`,
    body: JSON.stringify(playback),
  })
  if (status !== 200) throw new Error(`${JSON.stringify(playback)} was answered ${status}`)
  return saidAtMs
}

/** Runs in the page. */
async function post({ path, body }: { path: string; body: string }): Promise<number> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  return (await fetch(path, { method: 'POST', headers, body })).status
}

async function ask<Answer>(page: Page, path: string, data: object): Promise<Answer> {
  const answer: APIResponse = await page.request.post(path, { data, headers: { Accept: 'application/json' } })
  if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}
