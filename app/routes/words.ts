export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`
}

export function songs(count: number): string {
  return count === 1 ? '1 song' : `${count} songs`
}

/** `Ode to Joy · Beethoven`, as far as it is known. */
export function songLine({ title, artist }: { title: string; artist: string | null }): string {
  return artist ? `${title} · ${artist}` : title
}
