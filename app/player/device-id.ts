const KEY = 'tutti device'

/** What this page is called among the devices of one person: the same after a reload, another in each tab. */
export function deviceId(): string {
  try {
    const known = sessionStorage.getItem(KEY)
    if (known) return known
    const minted = mint()
    sessionStorage.setItem(KEY, minted)
    return minted
  } catch {
    return mint()
  }
}

function mint(): string {
  return Math.random().toString(36).slice(2, 12)
}
