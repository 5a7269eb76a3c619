/**
 * Text that people type, made safe to show to others: no control characters, no lone surrogates, and none of the
 * invisible format characters with which a name can reverse or hide its neighbours (Unicode TR 36, "bidi").
 */

/** Format characters go, except the joiner that emoji families and some scripts need. */
const INVISIBLE = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu
const INVISIBLE_BUT_NEWLINE = /(?![\u200d\n])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu

/** What no reader sees even though it is no format character: fillers and blanks that names could hide behind. */
const NOTHING_TO_SEE = /^[\p{Default_Ignorable_Code_Point}\s\u2800]*$/u

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * One line: spaces collapsed, trimmed, at most `maxCharacters` of what a reader would call characters. Empty when there
 * is nothing to read.
 */
export function cleanLine(text: string, maxCharacters: number): string {
  // Line breaks turn into spaces before the control characters go; what those leave behind is collapsed again.
  const line = text.replace(/\s+/gu, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim()
  return NOTHING_TO_SEE.test(line) ? '' : cut(line, maxCharacters)
}

/** Several lines, at most two line breaks in a row. */
export function cleanText(text: string, maxCharacters: number): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(INVISIBLE_BUT_NEWLINE, '')
  const paragraphs = lines.replace(/\n{3,}/g, '\n\n').trim()
  return NOTHING_TO_SEE.test(paragraphs) ? '' : cut(paragraphs, maxCharacters)
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
