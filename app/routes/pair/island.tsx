import { StrictMode, useEffect, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { markLive } from '~/ui/refresh-unless-live'
import { PairScreen, type PairScreenProps } from './pair-screen'

const ASK_EVERY_MS = 2_000
/** An answer that hangs is no answer: the next one may come through. */
const ANSWER_WITHIN_MS = 8_000

/** What `/pair/state` answers. */
type State = { code: string; stage: null } | { stage: string }

/** Shows the code of the moment, and goes to the stage once a host has confirmed it. */
function Pairing(initial: PairScreenProps) {
  const [code, setCode] = useState(initial.code)
  const [isAway, setAway] = useState(false)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const askAgain = () => {
      timer = setTimeout(() => {
        ask().then(
          (state) => {
            if (state.stage !== null) return location.assign(state.stage)
            setCode(state.code)
            setAway(false)
            askAgain()
          },
          () => {
            setAway(true)
            askAgain()
          },
        )
      }, ASK_EVERY_MS)
    }
    askAgain()
    return () => clearTimeout(timer)
  }, [])

  return <PairScreen code={code} address={initial.address} isAway={isAway} />
}

async function ask(): Promise<State> {
  const response = await fetch('/pair/state', {
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  if (!response.ok) throw new Error(`The state of this screen was answered ${response.status}`)
  return (await response.json()) as State
}

markLive()
const initial = JSON.parse(document.getElementById('pair-initial')!.textContent) as PairScreenProps
hydrateRoot(
  document.getElementById('pair')!,
  <StrictMode>
    <Pairing {...initial} />
  </StrictMode>,
)
