import { useSyncExternalStore } from 'react'

/** A part of the page that is fetched once somebody is about to want it. */
export type Later<Part> = {
  /** Fetches it, unless it is there or on its way. */
  fetch: () => void
  /** Null until it is there. */
  get: () => Part | null
  subscribe: (listener: () => void) => () => void
}

/** What could not be fetched is tried again when it is next asked for. */
export function later<Part>(load: () => Promise<Part>): Later<Part> {
  const listeners = new Set<() => void>()
  let part: Part | null = null
  let isUnderway = false
  async function fetch() {
    if (part || isUnderway) return
    isUnderway = true
    part = await load().catch(() => null)
    isUnderway = false
    for (const listener of listeners) listener()
  }
  return {
    fetch: () => void fetch(),
    get: () => part,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useLater<Part>({ subscribe, get }: Later<Part>): Part | null {
  return useSyncExternalStore(subscribe, get, () => null)
}
