import type { Subtitles, SubtitleState } from './use-subtitles'

/** Which subtitles one reads, as a plain list: every browser and every screen reader knows how to open it. */
export function SubtitleChoice({ offered, chosen, choose }: SubtitleState) {
  if (offered.length === 0) return null
  return (
    <select
      className="button"
      aria-label="Subtitles (c)"
      value={chosen ?? ''}
      onChange={(event) => choose(event.currentTarget.value || null)}
    >
      <option value="">No subtitles</option>
      {offered.map((subtitles) => (
        <option key={subtitles.id} value={subtitles.id}>
          {nameOf(subtitles)}
        </option>
      ))}
    </select>
  )
}

function nameOf({ language, isForced, describesSound }: Subtitles): string {
  const name = language ? languageName(language) : 'Subtitles'
  const kind = isForced ? ' (only what is foreign)' : describesSound ? ' (with sounds)' : ''
  return name + kind
}

/** The browser's own word for a language; a file may carry one that it does not know. */
function languageName(language: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}
