import { NUDGE, recallNudgeMs } from './memory'
import { onOutputChange, outputDeviceKey } from './output-device'

/** Tells by how much the present output is to play later, now and whenever that changes. Answers how to stop. */
export function watchNudge(tell: (nudgeMs: number) => void): () => void {
  const look = async () => tell(recallNudgeMs(await outputDeviceKey()))
  const onStorage = ({ key }: StorageEvent) => {
    if (key === NUDGE || key === null) void look()
  }
  addEventListener('storage', onStorage)
  const ignoreOutputs = onOutputChange(() => void look())
  void look()
  return () => {
    removeEventListener('storage', onStorage)
    ignoreOutputs()
  }
}
