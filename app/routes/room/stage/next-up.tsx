import { Cover } from './cover'
import type { Showing } from './showing'

/** The next five, and who wished for them. */
export function NextUp({ show: { next, more } }: { show: Showing }) {
  return (
    <section className="next-up" aria-labelledby="next-up">
      <h2 id="next-up">Next up</h2>
      {next.length === 0 ? (
        <p className="next-none">Nothing yet. The next one could be yours.</p>
      ) : (
        <ol>
          {next.map(({ itemId, track, addedBy }) => (
            <li key={itemId}>
              <Cover track={track} sizes="8vmin" className="next-cover" />
              <span className="next-words">
                <b dir="auto">{track.title}</b>
                <span dir="auto">{addedBy}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {more > 0 && <p className="next-more">{`and ${more} more`}</p>}
    </section>
  )
}
