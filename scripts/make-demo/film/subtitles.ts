/** Something said, and when. */
export type Line = { fromS: number; toS: number; text: string }

/** As SubRip has it; old programs write it in the letters of their country. */
export function subRip(lines: Line[]): string {
  return lines
    .map(({ fromS, toS, text }, at) => `${at + 1}\n${moment(fromS, ',')} --> ${moment(toS, ',')}\n${text}\n`)
    .join('\n')
}

export function webVtt(lines: Line[]): string {
  const cues = lines.map(({ fromS, toS, text }) => `${moment(fromS, '.')} --> ${moment(toS, '.')}\n${text}\n`)
  return `WEBVTT\n\n${cues.join('\n')}`
}

function moment(atS: number, point: string): string {
  const thousandths = String(Math.round((atS % 1) * 1000)).padStart(3, '0')
  return `00:${twoDigits(atS / 60)}:${twoDigits(atS % 60)}${point}${thousandths}`
}

function twoDigits(number: number): string {
  return String(Math.floor(number)).padStart(2, '0')
}
