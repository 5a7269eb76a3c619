/** Short enough that a seek begins soon, long enough that a film is not thousands of files. */
export const SEGMENT_S = 6

export function segmentCount(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / 1_000 / SEGMENT_S))
}

/**
 * The whole film as an HLS playlist (RFC 8216), though none of it is converted yet: its segments are made when they are
 * asked for. `query` goes with each of them.
 */
export function playlistOf(durationMs: number, query: string): string {
  const count = segmentCount(durationMs)
  const lastS = durationMs / 1_000 - (count - 1) * SEGMENT_S
  const segments = Array.from({ length: count }, (_, index) => {
    const lengthS = index === count - 1 ? lastS : SEGMENT_S
    return `#EXTINF:${lengthS.toFixed(3)},\nsegments/${index}.ts${query}`
  })
  const head = [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${SEGMENT_S}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
  ]
  return [...head, '#EXT-X-MEDIA-SEQUENCE:0', ...segments, '#EXT-X-ENDLIST', ''].join('\n')
}
