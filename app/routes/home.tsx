export default function Home() {
  return (
    <main className="mx-auto max-w-5xl p-6">
      <title>Tutti</title>
      <h1>Everyone in the room, at the same moment.</h1>
      <form action="/join">
        <input name="code" aria-label="Room code" placeholder="ABCD-2345" />
        <button className="button primary">Join</button>
      </form>
      <a className="button" href="/new/jam">
        Jam
      </a>
    </main>
  )
}
