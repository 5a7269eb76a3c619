/** What stands for the output where the browser names none: over plain http, or before a microphone was allowed. */
export const UNNAMED_OUTPUT = 'default'

/** Under what this device's present loudspeaker or headphones are remembered. */
export async function outputDeviceKey(): Promise<string> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices()
    const outputs = devices.filter(({ kind }) => kind === 'audiooutput')
    const inUse = outputs.find(({ deviceId }) => deviceId === 'default') ?? outputs[0]
    return inUse?.label || inUse?.groupId || UNNAMED_OUTPUT
  } catch {
    return UNNAMED_OUTPUT
  }
}

/** Tells when another output may be in use. Answers how to stop. */
export function onOutputChange(listener: () => void): () => void {
  const devices = navigator.mediaDevices as MediaDevices | undefined
  devices?.addEventListener('devicechange', listener)
  return () => devices?.removeEventListener('devicechange', listener)
}
