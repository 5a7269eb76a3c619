type Sound = typeof import('./sounding')

let sound: Sound | null = null

/** What it takes to sound, if it is here. */
export function soundHere(): Sound | null {
  return sound
}

/**
 * Fetches what it takes to sound. Rejects when the network does not bring
 * it; asked again, it tries again.
 */
export async function fetchSound(): Promise<Sound> {
  return (sound ??= await import('./sounding'))
}
