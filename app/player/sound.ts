type Sound = typeof import('./follower')

let sound: Sound | null = null

/** What it takes to sound, if it is here. */
export function soundHere(): Sound | null {
  return sound
}

/**
 * Fetches what it takes to sound, which who only looks at a room never needs. Rejects when the network does not bring
 * it; asked again, it tries again.
 */
export async function fetchSound(): Promise<Sound> {
  return (sound ??= await import('./follower'))
}
