import { z } from 'zod'
import * as fields from '../account/fields'
import type { Operation } from './operations'

const Account = z.object({ id: z.uuid(), username: z.string(), role: z.enum(['admin', 'member']) })
const Done = z.object({ ok: z.literal(true) })
const LoggedIn = Done.extend({ account: Account })
const Link = Done.extend({ link: z.url().describe('Shown this once') })
const People = z.object({
  people: z.array(
    Account.extend({
      email: z.string().nullable(),
      created_at: z.iso.datetime(),
      last_seen_at: z.iso.datetime().nullable(),
    }),
  ),
})

type Posted = Pick<Operation, 'path' | 'summary' | 'asker' | 'answers'> & Partial<Operation>

const post = (operation: Posted): Operation => ({ method: 'post', status: 200, ...operation })

/** What accounts can do. Logging in sets a session cookie; what only that may do is refused to tokens. */
export const ACCOUNT_OPERATIONS: Operation[] = [
  post({
    path: '/signup',
    summary: 'Makes an account and logs in; the first one becomes the admin',
    asker: 'anybody',
    accepts: fields.SignUpFields,
    status: 201,
    answers: LoggedIn,
  }),
  post({
    path: '/login',
    summary: 'Logs in by username or e-mail address',
    asker: 'anybody',
    accepts: fields.LoginFields,
    answers: LoggedIn,
  }),
  post({ path: '/logout', summary: 'Logs out here', asker: 'anybody', answers: Done }),
  post({
    path: '/reset',
    summary: 'Sends a link for a new password, where mail is set up; the answer does not tell whether it did',
    asker: 'anybody',
    accepts: fields.ResetRequestFields,
    answers: Done,
  }),
  post({
    path: '/reset/{secret}',
    summary: 'Sets a new password by such a link, and logs in',
    asker: 'anybody',
    accepts: fields.ResetFields,
    answers: LoggedIn,
  }),
  post({
    path: '/settings/password',
    summary: 'Changes the password; other sessions end',
    asker: 'session',
    accepts: fields.PasswordFields,
    answers: Done,
  }),
  post({
    path: '/settings/sessions/revocation',
    summary: 'Logs out everywhere',
    asker: 'session',
    answers: Done,
  }),
  post({
    path: '/settings/sessions/{sessionId}/revocation',
    summary: 'Logs out in one browser',
    asker: 'session',
    answers: Done,
  }),
  {
    method: 'get',
    path: '/admin/people',
    summary: 'Everybody with an account, for admins',
    asker: 'session',
    status: 200,
    answers: People,
  },
  post({
    path: '/admin/people/welcome',
    summary: 'Who may sign up, and who may open rooms',
    asker: 'session',
    accepts: fields.WelcomeFields,
    answers: Done,
  }),
  post({
    path: '/admin/people/invites',
    summary: 'Makes a link by which one person, or many for a week, may sign up',
    asker: 'session',
    accepts: fields.InviteFields,
    status: 201,
    answers: Link,
  }),
  post({
    path: '/admin/people/invites/{inviteId}/revocation',
    summary: 'Takes such a link back',
    asker: 'session',
    answers: Done,
  }),
  post({
    path: '/admin/people/{accountId}/reset-link',
    summary: 'Makes a link that sets a new password for somebody, once, within a day',
    asker: 'session',
    status: 201,
    answers: Link,
  }),
  post({
    path: '/admin/people/{accountId}/role',
    summary: 'Makes somebody an admin, or a member again',
    asker: 'session',
    accepts: fields.RoleFields,
    answers: Done,
  }),
  post({
    path: '/admin/people/{accountId}/removal',
    summary: 'Deletes an account; one admin always stays',
    asker: 'session',
    answers: Done,
  }),
]
