import type { ReactNode } from 'react'
import { useRoomPage } from '../room-page'
import { later, useLater } from './later'

export type OpenedParts = typeof import('./parts')

export const openedParts = later(() => import('./parts'))

/**
 * A part of the page that is fetched when somebody reaches for it (`useReach`). Where no JavaScript runs it is in the
 * page from the start.
 */
export function Opened({ children }: { children: (parts: OpenedParts) => ReactNode }) {
  const { everything } = useRoomPage()
  const parts = useLater(openedParts)
  if (parts) return children(parts)
  return <noscript>{import.meta.env.SSR && everything && children(everything)}</noscript>
}
