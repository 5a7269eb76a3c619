import type { Notice } from './notices'

export type Toast = Notice & { id: number; count: number }

const MOST_AT_ONCE = 3
const SHOWN_MS = 5_000
/** Bad news is read twice. */
const BAD_SHOWN_MS = 8_000

/** Short notices that come and go. Several of one kind become one that counts. */
export class Toasts {
  #toasts: Toast[] = []
  #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #listeners = new Set<() => void>()
  #lastId = 0

  show(notice: Notice): void {
    const same = this.#toasts.find((toast) => notice.many && toast.many?.key === notice.many.key)
    if (same) this.dismiss(same.id)
    const toast = { ...notice, id: ++this.#lastId, count: (same?.count ?? 0) + 1 }
    for (const old of this.#toasts.slice(0, 1 - MOST_AT_ONCE)) this.dismiss(old.id)
    const shownMs = notice.tone === 'bad' ? BAD_SHOWN_MS : SHOWN_MS
    this.#timers.set(
      toast.id,
      setTimeout(() => this.dismiss(toast.id), shownMs),
    )
    this.#set([...this.#toasts, toast])
  }

  dismiss = (id: number): void => {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.#set(this.#toasts.filter((toast) => toast.id !== id))
  }

  get = (): Toast[] => this.#toasts

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(toasts: Toast[]): void {
    this.#toasts = toasts
    for (const listener of this.#listeners) listener()
  }
}

export function wordsOf({ text, many, count }: Toast): string {
  return many && count > 1 ? many.text(count) : text
}
