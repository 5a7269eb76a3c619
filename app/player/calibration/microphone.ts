import captureUrl from './capture-worklet.ts?worker&url'

/** Whatever makes speech clearer makes whistles come at other times, or not at all. */
const AS_IT_IS: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 1,
}

export function hasMicrophone(): boolean {
  return isSecureContext && 'mediaDevices' in navigator && 'AudioWorkletNode' in globalThis
}

/**
 * Hears by the context's own clock until `signal` is aborted. Throws when there is no microphone, or it may not be used.
 */
export async function listen(
  context: AudioContext,
  onHeard: (samples: Float32Array) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: AS_IT_IS })
  const close = () => stream.getTracks().forEach((track) => track.stop())
  if (signal.aborted) return close()
  signal.addEventListener('abort', close)
  await context.audioWorklet.addModule(captureUrl)
  const source = context.createMediaStreamSource(stream)
  const capture = new AudioWorkletNode(context, 'capture')
  capture.port.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => onHeard(data))
  capture.port.start()
  // It makes no sound itself, but only what is connected is run.
  source.connect(capture).connect(context.destination)
  signal.addEventListener('abort', () => {
    capture.port.close()
    source.disconnect()
    capture.disconnect()
  })
}
