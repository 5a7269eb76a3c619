import { detect } from 'chardet'
import { parseSync } from 'subtitle'

/** Subtitles that cannot be shown; the message says why, in words for the operator. */
export class SubtitleError extends Error {}

const BYTE_ORDER_MARK = /^\ufeff/
/** Styles that browsers know; the others are left out. */
const STYLES = /(<\/?[ibu]>)/i
const OTHER_STYLES = /<\/?[a-z][^<>]*>|\{\\[^{}]*\}/gi

/** A file of subtitles, SubRip or WebVTT in any encoding, as WebVTT. */
export function toWebVtt(bytes: Uint8Array): string {
  const text = decode(bytes).replace(BYTE_ORDER_MARK, '').replace(/\r\n?/g, '\n').trimStart()
  if (/^WEBVTT(?![^\s])/.test(text)) {
    if (!text.includes('-->')) throw new SubtitleError('There are no lines in it')
    return text
  }
  const cues = readSubRip(text)
  return `WEBVTT\n\n${cues.map(({ startMs, endMs, text }) => `${showTime(startMs)} --> ${showTime(endMs)}\n${text}\n`).join('\n')}`
}

type Cue = { startMs: number; endMs: number; text: string }

function readSubRip(text: string): Cue[] {
  const cues = parse(text).flatMap((node) => (node.type === 'cue' ? [node.data] : []))
  const shown = cues
    .map(({ start, end, text }) => ({ startMs: start, endMs: end, text: safe(text) }))
    .filter(({ startMs, endMs, text }) => text !== '' && endMs > startMs)
  if (shown.length === 0) throw new SubtitleError('There are no lines in it')
  return shown
}

function parse(text: string) {
  try {
    return parseSync(text)
  } catch {
    throw new SubtitleError('It is damaged, or something else than its name says')
  }
}

/** Old files say nothing of their encoding: it is guessed from how often which letter comes. */
function decode(bytes: Uint8Array): string {
  const encoding = detect(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What a cue says, so that nothing in it ends the cue or hides what follows. */
function safe(text: string): string {
  return text
    .replace(OTHER_STYLES, (tag) => (STYLES.test(tag) ? tag : ''))
    .split(STYLES)
    .map((part, at) => (at % 2 === 1 ? part.toLowerCase() : escape(part)))
    .join('')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function escape(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function showTime(ms: number): string {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(Math.trunc)
  return `${pad(hours!)}:${pad(minutes!)}:${pad(seconds!)}.${String(Math.trunc(ms % 1000)).padStart(3, '0')}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
