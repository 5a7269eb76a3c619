import { z } from 'zod'
import { EMAIL_MAX_CHARACTERS, readUsername, USERNAME_CHARACTERS } from '~/auth/accounts/account'
import { PASSWORD_CHARACTERS } from '~/auth/password-rules'

const { min, max } = USERNAME_CHARACTERS
const USERNAME_RULE = `${min} to ${max} letters, digits, dots, _ or -, please`

export const username = z.string({ error: USERNAME_RULE }).transform((typed, context) => {
  const name = readUsername(typed)
  if (name !== null) return name
  context.addIssue({ code: 'custom', message: USERNAME_RULE })
  return z.NEVER
})

/** Empty is no address. */
export const email = z
  .string()
  .trim()
  .max(EMAIL_MAX_CHARACTERS, { error: 'That is too long for an address' })
  .pipe(z.union([z.literal(''), z.email({ error: 'That does not look like an e-mail address' })]))
  .transform((address) => address || null)
  .optional()
  .transform((address) => address ?? null)

/** Long is what makes a password hard to guess; what it is made of is its owner's business. */
export const newPassword = z
  .string({ error: 'Please choose a password' })
  .min(PASSWORD_CHARACTERS.min, { error: `At least ${PASSWORD_CHARACTERS.min} characters, please` })
  .max(PASSWORD_CHARACTERS.max, { error: `At most ${PASSWORD_CHARACTERS.max} characters, please` })

/** A password to compare with; one that could not have been chosen is only wrong. */
export const typedPassword = z.string({ error: 'Please type your password' }).max(PASSWORD_CHARACTERS.max)
