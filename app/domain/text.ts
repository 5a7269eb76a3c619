/**
 * Text that people type, made safe to show to others: no control characters, no lone surrogates, and none of the
 * invisible format characters with which a name can reverse or hide its neighbours (Unicode TR 36, "bidi").
 */

/** Format characters go, except the joiner that emoji families and some scripts need. */
const INVISIBLE = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu
const INVISIBLE_BUT_NEWLINE = /(?![\u200d\n])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** One line: spaces collapsed, trimmed, at most `maxCharacters` of what a reader would call characters. */
export function cleanLine(text: string, maxCharacters: number): string {
  return cut(text.replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim(), maxCharacters)
}

/** Several lines, at most two line breaks in a row. */
export function cleanText(text: string, maxCharacters: number): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(INVISIBLE_BUT_NEWLINE, '')
  return cut(lines.replace(/\n{3,}/g, '\n\n').trim(), maxCharacters)
}

/** Cuts between graphemes, and bounds the code units too: a grapheme can carry any number of accents. */
function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  let kept = ''
  let count = 0
  for (const { segment } of graphemes.segment(text)) {
    if (++count > maxCharacters || kept.length + segment.length > maxCharacters * 4) break
    kept += segment
  }
  return kept.trim()
}
