import { z } from 'zod'
import { EMAIL_MAX_CHARACTERS, readUsername, USERNAME_CHARACTERS } from '~/auth/accounts/account'
import { PASSWORD_CHARACTERS } from '~/auth/password-rules'
import { ServerSettings } from '~/auth/server-settings'

const { min, max } = USERNAME_CHARACTERS
const USERNAME_RULE = `${min} to ${max} letters, digits, dots, _ or -, please`

const username = z.string({ error: USERNAME_RULE }).transform((typed, context) => {
  const name = readUsername(typed)
  if (name !== null) return name
  context.addIssue({ code: 'custom', message: USERNAME_RULE })
  return z.NEVER
})

/** A username or an address, by which somebody says who they are. */
const loginName = z
  .string({ error: 'Please type your name' })
  .trim()
  .min(1, { error: 'Please type your name' })
  .max(EMAIL_MAX_CHARACTERS, { error: 'Nobody here is called that' })

/** Empty is no address. */
const email = z
  .string()
  .trim()
  .max(EMAIL_MAX_CHARACTERS, { error: 'That is too long for an address' })
  .pipe(z.union([z.literal(''), z.email({ error: 'That does not look like an e-mail address' })]))
  .transform((address) => address || null)
  .optional()
  .transform((address) => address ?? null)

/** Long is what makes a password hard to guess; what it is made of is its owner's business. */
const newPassword = z
  .string({ error: 'Please choose a password' })
  .min(PASSWORD_CHARACTERS.min, { error: `At least ${PASSWORD_CHARACTERS.min} characters, please` })
  .max(PASSWORD_CHARACTERS.max, { error: `At most ${PASSWORD_CHARACTERS.max} characters, please` })

/** A password to compare with; one that could not have been chosen is only wrong. */
const typedPassword = z
  .string({ error: 'Please type your password' })
  .max(PASSWORD_CHARACTERS.max, { error: 'No password here is as long as that' })

const next = z.string().optional()

export const SignUpFields = z.object({
  username,
  email,
  password: newPassword,
  invite: z.string().optional(),
  next,
})

export const LoginFields = z.object({ login: loginName, password: typedPassword, next })

/** Who has no password yet has none to show. */
export const PasswordFields = z.object({ currentPassword: typedPassword.default(''), newPassword })

export const ResetRequestFields = z.object({ login: loginName })

export const ResetFields = z.object({ newPassword })

/** What is left out stays as it is. */
export const WelcomeFields = ServerSettings.partial()

export const InviteFields = z.object({ for: z.enum(['one', 'many'], { error: 'For one or for many?' }) })

export const RoleFields = z.object({ role: z.enum(['admin', 'member'], { error: 'Admin or member?' }) })
