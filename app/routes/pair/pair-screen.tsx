/** What a television shows until a host has typed its code, or scanned its picture. */
export function PairScreen({ code, address, isAway = false }: PairScreenProps) {
  return (
    <main className="pair">
      <p className="pair-mark">tutti</p>
      <div className="pair-words">
        <h1>Put your room on this screen</h1>
        <p className="pair-how">
          Open <b>{address}/screens</b> on the host’s phone and type
        </p>
        <p className="pair-code">
          <span className="pair-hidden">{[...code].join(' ')}</span>
          {[...code].map((letter, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- a letter has no other identity than its place
            <span key={place} aria-hidden="true">
              {letter}
            </span>
          ))}
        </p>
        <output className="pair-wait">
          {isAway ? 'Looking for the server …' : 'Waiting for a host. The code renews itself.'}
        </output>
      </div>
      <figure className="pair-qr">
        <img src={`/pair/${code}/qr.svg`} alt={`Leads to ${address}/screens with this code filled in`} />
        <figcaption>or scan this</figcaption>
      </figure>
    </main>
  )
}

export type PairScreenProps = {
  code: string
  /** Where the host finds this server, as it is typed. */
  address: string
  isAway?: boolean
}
