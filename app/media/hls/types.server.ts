import { parseFile, TrackType, type IAudioMetadata } from 'music-metadata'

/** What is in films, by the names that Matroska and MP4 have for it, as browsers are asked whether they can decode it. */
const TYPES: [codecId: RegExp, type: string][] = [
  [/^(V_MPEG4\/ISO\/AVC|avc\d)$/, 'video/mp4; codecs="avc1.42E01E"'],
  [/^(V_MPEGH\/ISO\/HEVC|hvc1|hev1|dvh1|dvhe)$/, 'video/mp4; codecs="hvc1.1.6.L93.B0"'],
  [/^(V_MPEG4\/ISO\/.+|mp4v)$/, 'video/mp4; codecs="mp4v.20.9"'],
  [/^V_MPEG[12]$/, 'video/mp4; codecs="mp4v.61"'],
  [/^(V_AV1|av01)$/, 'video/mp4; codecs="av01.0.04M.08"'],
  [/^V_VP8$/, 'video/webm; codecs="vp8"'],
  [/^(V_VP9|vp09)$/, 'video/webm; codecs="vp09.00.10.08"'],
  [/^(A_AAC.*|mp4a)$/, 'audio/mp4; codecs="mp4a.40.2"'],
  [/^(A_AC3.*|ac-3)$/, 'audio/mp4; codecs="ac-3"'],
  [/^(A_EAC3.*|ec-3)$/, 'audio/mp4; codecs="ec-3"'],
  [/^(A_DTS.*|dts.)$/, 'audio/mp4; codecs="dtsc"'],
  [/^(A_TRUEHD|A_MLP|mlpa)$/, 'audio/mp4; codecs="mlpa"'],
  [/^(A_OPUS|Opus)$/, 'audio/webm; codecs="opus"'],
  [/^A_VORBIS$/, 'audio/webm; codecs="vorbis"'],
  [/^(A_FLAC|fLaC)$/, 'audio/mp4; codecs="flac"'],
]

/**
 * The types of a film's first picture and first sound, which are what a browser plays. What is not known is left out:
 * then only trying tells.
 */
export async function typesOf(path: string): Promise<string[]> {
  const { format } = await parseFile(path, { mkvUseIndex: true, skipCovers: true })
  return [TrackType.video, TrackType.audio].flatMap((kind) => typeOfFirst(format, kind) ?? [])
}

function typeOfFirst({ trackInfo }: IAudioMetadata['format'], kind: TrackType): string | undefined {
  const codecId = trackInfo.find(({ type }) => type === kind)?.codecId ?? ''
  return TYPES.find(([name]) => name.test(codecId))?.[1]
}
