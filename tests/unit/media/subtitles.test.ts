import { describe, expect, test } from 'vitest'
import { readSubtitleName } from '~/media/beside/subtitle-name'
import { SubtitleError, toWebVtt } from '~/media/subtitles/web-vtt.server'

const plain = { isForced: false, describesSound: false }

describe('names', () => {
  test.each([
    ['Film.srt', { language: null, ...plain }],
    ['film.VTT', { language: null, ...plain }],
    ['Film.en.srt', { language: 'en', ...plain }],
    ['Film.eng.srt', { language: 'en', ...plain }],
    ['Film.English.srt', { language: 'en', ...plain }],
    ['Film.Deutsch.srt', { language: 'de', ...plain }],
    ['Film.pt-BR.srt', { language: 'pt-BR', ...plain }],
    ['Film.de.forced.vtt', { language: 'de', isForced: true, describesSound: false }],
    ['Film.forced.de.srt', { language: 'de', isForced: true, describesSound: false }],
    ['Film.en.sdh.srt', { language: 'en', isForced: false, describesSound: true }],
    ['Film.en.hi.srt', { language: 'en', isForced: false, describesSound: true }],
    ['Film.hi.srt', { language: 'hi', ...plain }],
    ['Film.director.srt', { language: null, ...plain }],
  ])('%s', (name, read) => {
    expect(readSubtitleName(name, 'Film.mkv')).toEqual(read)
  })

  test.each(['Film 2.srt', 'Filmed.en.srt', 'Other.srt', 'Film.txt', '../Film.srt.exe', 'Film'])(
    '%s is not this film’s',
    (name) => {
      expect(readSubtitleName(name, 'Film.mkv')).toBeNull()
    },
  )
})

const SRT = '1\n00:00:01,000 --> 00:00:02,500\n'
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

describe('SubRip becomes WebVTT', () => {
  test('cue by cue', () => {
    const srt = `${SRT}Hello\r\nthere\r\n\r\n2\r\n01:02:03,004 --> 01:02:05,060\r\n<i>Bye</i>\r\n`
    expect(toWebVtt(bytes(srt))).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello\nthere\n\n01:02:03.004 --> 01:02:05.060\n<i>Bye</i>\n',
    )
  })

  test.each([
    ['UTF-8 with its mark', Buffer.concat([Buffer.from('\ufeff'), bytes(`${SRT}Grüße\n`)]), 'Grüße'],
    ['UTF-16', Buffer.from(`\ufeff${SRT}Grüße aus Köln\n`, 'utf16le'), 'Grüße aus Köln'],
    [
      'Latin 1',
      bytes(`${SRT}Schöne Grüße aus der Küche, für alle Gäste dort drüben.\n`, 'latin1'),
      'Schöne Grüße',
    ],
    [
      'Windows Cyrillic',
      cyrillic(`${SRT}`, 'Привет, как твои дела сегодня вечером?'),
      'Привет, как твои дела',
    ],
  ])('in %s', (_encoding, file, said) => {
    expect(toWebVtt(file)).toContain(said)
  })

  test.each([
    ['what would end the cue', 'a --> b', 'a --&gt; b'],
    ['what would hide the rest', '1 < 2 & 3', '1 &lt; 2 &amp; 3'],
    ['styles of other players', '{\\an8}<font color="red">Up</font> <B>there</B>', 'Up <b>there</b>'],
    ['a script', '<script>alert(1)</script>', 'alert(1)'],
    ['empty lines', 'one\n\n two', 'one'],
  ])('without %s', (_what, said, shown) => {
    expect(toWebVtt(bytes(`${SRT}${said}\n`))).toContain(`\n${shown}`)
  })

  test('and what is WebVTT stays as it is', () => {
    const vtt = 'WEBVTT - by hand\n\nNOTE hello\n\n00:01.000 --> 00:02.000 align:start\nHi\n'
    expect(toWebVtt(bytes(vtt.replaceAll('\n', '\r\n')))).toBe(vtt)
  })

  test.each([
    'Dear diary,\n\nhow are you?',
    'WEBVTT\n\nNOTE nothing\n',
    '\0\0\0\0',
    'WEBVTTX\n\n00:01.000 --> x',
  ])('%j is none', (text) => {
    expect(() => toWebVtt(bytes(text))).toThrow(SubtitleError)
  })
})

/** Node writes no Cyrillic but Unicode's; in the Windows code page its letters stand in the same order. */
function cyrillic(head: string, text: string): Buffer {
  const letters = [...text].map((letter) => {
    const code = letter.codePointAt(0)!
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })
  return Buffer.concat([Buffer.from(head), Buffer.from(letters)])
}
