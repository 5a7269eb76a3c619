export type ScreensPageProps = {
  roomName: string
  roomCode: string
  /** Where a television finds this server, as it is typed. */
  address: string
  screens: { id: string; name: string; isOn: boolean }[]
  /** How many have been told to come in and are not here yet. */
  underWay: number
  typed: string
  problem: string | null
}

/** A host connects screens to the room, sees which there are, and takes them away. */
export function ScreensPage(props: ScreensPageProps) {
  const { roomName, roomCode, address } = props
  return (
    <main className="mx-auto grid min-h-dvh max-w-md grid-cols-1 content-start gap-8 p-6">
      <header className="grid gap-1">
        <p>
          <a
            className="inline-flex min-h-[44px] items-center text-muted"
            href={`/rooms/${roomCode}`}
            dir="auto"
          >
            <span aria-hidden="true">←&nbsp;</span>
            {roomName}
          </a>
        </p>
        <h1 className="text-3xl font-bold tracking-tight">Screens</h1>
      </header>

      <section className="grid grid-cols-1 gap-4" aria-labelledby="connect">
        <h2 id="connect">Connect a television</h2>
        <p>
          On its browser, open <b className="wrap-anywhere">{address}/pair</b>. It shows a code; type it here,
          and the television shows and plays this room.
        </p>
        <ConnectForm {...props} />
      </section>

      <section className="grid gap-2" aria-labelledby="connected">
        <h2 id="connected">Connected</h2>
        <ScreenList {...props} />
      </section>

      <section className="grid grid-cols-1 gap-4" aria-labelledby="here">
        <h2 id="here">Or use this device</h2>
        <p className="text-muted">Plugged into a projector? Open the stage right here.</p>
        <p>
          <a className="button" href={`/rooms/${roomCode}/stage`}>
            Open the stage here
          </a>
        </p>
      </section>
    </main>
  )
}

function ConnectForm({ roomCode, typed, problem }: ScreensPageProps) {
  return (
    <form className="grid grid-cols-1 gap-3" method="post" action={`/rooms/${roomCode}/screens`}>
      <label className="font-semibold" htmlFor="screen-code">
        Code on the screen
      </label>
      <div className="flex gap-3">
        <span className="field min-w-0 flex-1">
          <input
            id="screen-code"
            name="code"
            className="w-full font-code text-xl font-bold tracking-[0.2em] uppercase"
            defaultValue={typed}
            required
            maxLength={20}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            aria-invalid={problem !== null || undefined}
            aria-describedby={problem ? 'screen-code-problem' : undefined}
          />
        </span>
        <button className="button primary">Connect</button>
      </div>
      {problem && (
        <p id="screen-code-problem" role="alert" className="text-bad">
          {problem}
        </p>
      )}
    </form>
  )
}

function ScreenList({ roomCode, screens, underWay }: ScreensPageProps) {
  if (screens.length + underWay === 0) return <p className="text-muted">No screen yet.</p>
  return (
    <ul>
      {screens.map(({ id, name, isOn }) => (
        <li key={id} className="row">
          <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
          <span className={`pill ${isOn ? 'text-good' : ''}`}>{isOn ? 'on' : 'away'}</span>
          <form method="post" action={`/rooms/${roomCode}/screens/${id}/removal`}>
            <button className="button" aria-label={`Disconnect ${name}`}>
              Disconnect
            </button>
          </form>
        </li>
      ))}
      {underWay > 0 && (
        <li className="row text-muted">
          {underWay === 1 ? 'A screen is coming in …' : `${underWay} screens are coming in …`}
        </li>
      )}
    </ul>
  )
}
