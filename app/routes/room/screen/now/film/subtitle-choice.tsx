import { subtitlesInWords } from '~/routes/room/words/subtitles'
import type { SubtitleState } from './use-subtitles'

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
          {subtitlesInWords(subtitles)}
        </option>
      ))}
    </select>
  )
}
