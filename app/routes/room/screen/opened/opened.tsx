import { useEffect, type ReactNode } from 'react'
import { useRoomPage } from '../room-page'
import { later, useLater } from './later'

export type OpenedParts = typeof import('./parts')

export const openedParts = later(() => import('./parts'))

type OpenedProps = {
  children: (parts: OpenedParts) => ReactNode
  /** Whether it is to be seen at once, and not only when somebody reaches for it. */
  wanted?: boolean
}

/**
 * A part of the page that is fetched when somebody reaches for it, or when it is wanted. Where no JavaScript runs it is
 * in the page from the start.
 */
export function Opened({ children, wanted = false }: OpenedProps) {
  const { everything } = useRoomPage()
  const parts = useLater(openedParts)
  useEffect(() => {
    if (wanted) openedParts.fetch()
  }, [wanted])
  if (parts) return children(parts)
  return <noscript>{import.meta.env.SSR && everything && children(everything)}</noscript>
}
