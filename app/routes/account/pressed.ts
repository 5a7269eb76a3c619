type Answered = { ok: true } & Record<string, unknown>

/** Posts to the server; what it says no to is thrown in its words. */
export async function post(path: string, body: object = {}): Promise<Answered> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as Answered | { ok: false; error: { message: string } }
  if (!answer.ok) throw new Error(answer.error.message)
  return answer
}

/** Runs `work` when the button is pressed, once at a time, and says what went wrong. */
export function whenPressed(
  button: HTMLButtonElement,
  problem: HTMLElement,
  work: () => Promise<void>,
): void {
  button.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    problem.textContent = ''
    try {
      await work()
    } catch (error) {
      problem.textContent = inWords(error)
    } finally {
      button.disabled = false
    }
  })
}

/** Who closes the browser's dialogue knows that they did. */
function inWords(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return ''
  if (name === 'InvalidStateError') return 'This device has a passkey for you already'
  return error instanceof Error ? error.message : 'That did not work'
}
