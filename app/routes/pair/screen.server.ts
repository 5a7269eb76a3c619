import { randomUUID } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import {
  confirmedPairing,
  drawPairing,
  shownPairing,
  usePairing,
  type ShownPairing,
} from '~/auth/pairings.server'
import { isRefusal } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { refusal } from '../room/membership.server'

const SCREEN_NAME = 'Screen'

/** What a screen does next: it goes to the stage that a host has chosen for it, or shows its code. */
export type ScreenState = { stage: string } | (ShownPairing & { stage: null })

/** Asked by the screen itself, again and again. Once a host has confirmed its code, it is brought into the room. */
export async function screenState(context: Readonly<RouterContextProvider>): Promise<ScreenState> {
  const stage = await comeIn(context)
  if (stage) return { stage }
  const { db, engine, limits } = context.get(tuttiContext)
  const { browser } = context.get(askerContext)
  const shown = await shownPairing(db, browser.id, engine.clock.nowMs())
  if (shown) return { ...shown, stage: null }

  const limited = await limits.showCode(context.get(arrivalContext).address)
  if (limited) throw refusal('rate_limited', { 'Retry-After': String(limited.retryAfterS) })
  return { ...(await drawPairing(db, browser.id, engine.clock.nowMs())), stage: null }
}

/**
 * The only way to join as a screen: with a code that a host has confirmed. It is used up last, so that nothing is lost
 * when a node goes down in between; joining twice does no harm.
 */
async function comeIn(context: Readonly<RouterContextProvider>): Promise<string | null> {
  const { db, engine } = context.get(tuttiContext)
  const { browser } = context.get(askerContext)
  const confirmed = await confirmedPairing(db, browser.id, engine.clock.nowMs())
  const room = confirmed && (await engine.rooms.findByCode(confirmed.roomCode))
  if (!room) return null

  const outcome = await engine.rooms.execute(
    room.id,
    { personId: browser.id },
    {
      id: randomUUID(),
      type: 'join',
      memberId: randomUUID(),
      name: '',
      fallbackName: SCREEN_NAME,
      role: 'stage',
    },
  )
  await usePairing(db, confirmed.code)
  const isIn = !isRefusal(outcome) || outcome.refusal === 'already_joined'
  return isIn ? `/rooms/${room.code}/stage` : null
}
