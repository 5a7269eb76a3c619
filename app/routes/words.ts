import type { Track } from '~/domain/queue/queue'

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

/** Who a song is by. A film is by so many that nobody is named. */
export function artistInWords({ kind, artist }: Pick<Track, 'kind' | 'artist'>): string | null {
  return artist ?? (kind === 'video' ? null : 'Unknown artist')
}
