import type { SubtitleTrack } from '~/media/shelves.server'

/** "German (with sounds)". */
export function subtitlesInWords({ language, isForced, describesSound }: SubtitleTrack): string {
  const name = language ? languageName(language) : 'Subtitles'
  const kind = isForced ? ' (only what is foreign)' : describesSound ? ' (with sounds)' : ''
  return name + kind
}

/** The word for a language; a file may carry one that it does not know. */
function languageName(language: string): string {
  try {
    return new Intl.DisplayNames('en-GB', { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}
