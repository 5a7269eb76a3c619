import { execFileSync } from 'node:child_process'

/** Whether films can be made, and converted, on this machine. */
export const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const SOURCES = [
  ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25'],
  ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000'],
].flat()

/** A small film with these codecs, by their names in ffmpeg. */
export function makeFilm(path: string, seconds: number, picture: string, sound: string): void {
  const codecs = ['-t', String(seconds), '-c:v', picture, '-c:a', sound, '-pix_fmt', 'yuv420p']
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...SOURCES, ...codecs, `file:${path}`])
}
