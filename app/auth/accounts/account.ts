/** Somebody with an account, as a request knows them. The id is also their person's id in rooms. */
export type Account = { id: string; username: string; role: 'admin' | 'member' }

export const USERNAME_CHARACTERS = { min: 2, max: 30 } as const
/** As RFC 5321 bounds a path. */
export const EMAIL_MAX_CHARACTERS = 254

/** Letters and digits of any script, and `.`, `_`, `-` after the first: never an `@`, which tells an e-mail address. */
const USERNAME = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*$/u

/** The name as it is stored; null when it cannot be one. */
export function readUsername(typed: string): string | null {
  const name = typed.trim().normalize('NFC')
  const length = [...name].length
  const fits = length >= USERNAME_CHARACTERS.min && length <= USERNAME_CHARACTERS.max
  return fits && USERNAME.test(name) ? name : null
}

/** By which two spellings of one username or address are the same. */
export function foldKey(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
}
