import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { resultOf, type Result } from './measures/result.ts'
import type { Piece } from './repertoire.ts'
import type { Music, Scene } from './scenes.ts'
import { oneCard, ownCards } from './sound/halls.ts'
import { Pulse } from './sound/pulse.ts'
import type { Device } from './stage/device.ts'
import { playRoom } from './stage/session.ts'

export type Stage = {
  temporary: string
  serverPort: number
  repertoire: Record<Music, Piece>
  earlyMs: number
}

/** Calibrating by ear or microphone takes about so long. */
const CALIBRATION_S = 15

/** Plays a scene and says what it came to. */
export async function measure(scene: Scene, stage: Stage): Promise<Result> {
  const devices = scene.network.lines.map((_, index): Device => ({
    wallClockOffMs: scene.wallClocksOffMs[index] ?? 0,
  }))
  if (!scene.calibrated) return play(scene, stage, devices)
  const { medianSkewsMs } = await play({ ...scene, steadyS: CALIBRATION_S }, stage, devices)
  return play(
    scene,
    stage,
    devices.map((device, index) => ({ ...device, nudgeMs: medianSkewsMs[index]! })),
  )
}

async function play(scene: Scene, stage: Stage, devices: Device[]): Promise<Result> {
  const directory = join(stage.temporary, randomUUID().slice(0, 8))
  const { lines } = scene.network
  const hall = scene.cardSpeeds ? ownCards(directory, scene.cardSpeeds) : oneCard(lines.length)
  const pulse = await Pulse.start(directory, hall, stage.earlyMs)
  const piece = stage.repertoire[scene.music]
  try {
    const { network, output, plays, seeks, lateJoins, steadyS } = scene
    const plan = { network, output, plays, seeks, lateJoins, steadyS, devices, trackTitles: piece.titles }
    const played = await playRoom(stage.serverPort, pulse, join(directory, 'recording.pcm'), plan)
    const result = resultOf(played, piece)
    played.recording.close()
    return result
  } finally {
    await pulse.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
