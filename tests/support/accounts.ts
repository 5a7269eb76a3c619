import type { Answer, Browser } from './browser'

export const PASSWORD = 'correct horse battery'

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
