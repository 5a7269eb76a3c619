/** Said of a start that is typed: by which clock it is meant. */
export function zoneWords(timeZone: string): string {
  const zone = timeZone.replaceAll('_', ' ')
  return `As clocks show it in ${zone}. Left empty, somebody presses play.`
}
