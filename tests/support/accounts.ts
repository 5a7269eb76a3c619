import type { Answer, Browser } from './browser'

export const PASSWORD = 'correct horse battery'
/** A stream that is to end does so in the same moment; this only bounds the wait of a test that fails. */
export const STREAM_ENDS_MS = 5_000

/** Makes an account by the form, and is logged in then. */
export function signUp(
  person: Browser,
  username: string,
  fields: Record<string, string> = {},
): Promise<Answer> {
  return person.post('/signup', { username, password: PASSWORD, ...fields })
}

export function logIn(person: Browser, login: string, password = PASSWORD): Promise<Answer> {
  return person.post('/login', { login, password })
}

export function logOut(person: Browser): Promise<Answer> {
  return person.post('/logout')
}

/** The sessions of an account as its settings page lists them. */
export async function sessionsListed(person: Browser): Promise<{ id: string; isHere: boolean }[]> {
  const { text } = await person.get('/settings')
  const buttons = text.matchAll(
    /\/settings\/sessions\/([0-9a-f-]{36})\/revocation"[^>]*><button[^>]*aria-label="Log out ([^"]*)"/g,
  )
  return [...buttons].map(([, id, where]) => ({ id: id!, isHere: where === 'here' }))
}
