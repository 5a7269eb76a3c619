import { join } from 'node:path'
import { SEGMENT_S } from './playlist'

/**
 * By how much later its times are told, in every segment. A film that began at 0 would have pictures before that, which
 * the container cannot hold: they would be moved, and with them all that is converted in one go, against the rest.
 */
export const TOLD_LATER_S = 10

type Conversion = { path: string; directory: string; fromSegment: number }

/**
 * What ffmpeg is told to convert a film from one segment on into what every browser plays: H.264 and AAC in MPEG-TS.
 * Only the file's own path and whole numbers go into it, nothing of a request; `file:` keeps a name from being taken for
 * another protocol or an option.
 */
export function ffmpegLine({ path, directory, fromSegment }: Conversion): string[] {
  const fromS = fromSegment * SEGMENT_S
  return [
    ['-nostdin', '-hide_banner', '-loglevel', 'error', '-protocol_whitelist', 'file'],
    ['-ss', String(fromS), '-i', `file:${path}`],
    ['-map', '0:v:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1'],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
    ['-vf', "scale='min(1920,iw)':-2", '-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_S})`],
    ['-c:a', 'aac', '-ac', '2', '-b:a', '160k'],
    ['-output_ts_offset', String(fromS + TOLD_LATER_S), '-muxdelay', '0'],
    ['-f', 'hls', '-hls_time', String(SEGMENT_S)],
    // A segment has its name only once it is whole.
    ['-hls_list_size', '0', '-hls_flags', 'temp_file', '-start_number', String(fromSegment)],
    ['-hls_segment_filename', join(directory, '%d.ts'), join(directory, 'made.m3u8')],
  ].flat()
}
