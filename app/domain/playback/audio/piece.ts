/**
 * A stretch of sound: `frames` frames from `atFrame` of the context on, made from the recording's place `from` on,
 * `step` of its frames for each.
 */
export type Piece = { atFrame: number; frames: number; from: number; step: number }

export function endFrameOf({ atFrame, frames }: Piece): number {
  return atFrame + frames
}

/** The recording's place at a frame of the context: within the piece, or as it would go on. */
export function placeAt({ atFrame, from, step }: Piece, frame: number): number {
  return from + (frame - atFrame) * step
}

/** The next piece after this one, of at most `frames` frames; null where the recording is over. */
export function pieceAfter(piece: Piece, step: number, frames: number, lastPlace: number): Piece | null {
  const atFrame = endFrameOf(piece)
  return makePiece(atFrame, placeAt(piece, atFrame), step, frames, lastPlace)
}

export function makePiece(
  atFrame: number,
  from: number,
  step: number,
  frames: number,
  lastPlace: number,
): Piece | null {
  const left = Math.ceil((lastPlace - from) / step)
  return left > 0 ? { atFrame, frames: Math.min(frames, left), from, step } : null
}
