/** What makes the sound: a media element, or Web Audio, whose every sample has its moment. */
export type Output = 'element' | 'web-audio'
