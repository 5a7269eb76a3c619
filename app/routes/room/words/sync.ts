import type { Sync, SyncState } from '~/domain/playback/device'

/** How a device stands with the room, or what is to be done about it, in as few words as will do. */
const WORDS: Record<SyncState, string> = {
  'in-sync': 'in sync',
  'catching-up': 'catching up',
  waiting: 'getting ready',
  stalled: 'slow network',
  blocked: 'tap to unmute',
  unplayable: 'cannot play this',
  off: 'not playing here',
  idle: 'live',
}

/** "in sync, 4 ms" */
export function syncWords({ state, errorMs }: Sync): string {
  return errorMs === null ? WORDS[state] : `${WORDS[state]}, ${showError(errorMs)}`
}

/** The same without a number, which nobody wants to have read out each second. */
export function spokenSync(state: SyncState): string {
  return WORDS[state]
}

/** What the person can mend, or should know of. */
const BAD: readonly SyncState[] = ['stalled', 'blocked', 'unplayable']

export type Tone = 'good' | 'wait' | 'bad'

export function toneOf(state: SyncState): Tone {
  if (state === 'in-sync' || state === 'idle') return 'good'
  return BAD.includes(state) ? 'bad' : 'wait'
}

const SECOND_MS = 1_000

function showError(errorMs: number): string {
  const farMs = Math.abs(errorMs)
  return farMs < SECOND_MS ? `${Math.round(farMs)} ms` : `${(farMs / SECOND_MS).toFixed(1)} s`
}
