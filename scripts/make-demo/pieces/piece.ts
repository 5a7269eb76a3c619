import type { Canvas } from '../picture/canvas.ts'
import type { Stereo } from '../sound/room.ts'

export type Piece = {
  /** ASCII; the ending picks the format. */
  file: string
  title: string
  artist: string
  genre: string
  /** First published; left out where nobody knows. */
  year?: string
  play: () => Stereo
  /** Draws on 600 × 600. */
  draw: () => Canvas
}
