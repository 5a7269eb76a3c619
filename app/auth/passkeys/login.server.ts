import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { accounts, passkeys } from '~/db/schema/accounts'
import type { Account } from '../accounts/account'
import { ACCOUNT_COLUMNS } from '../accounts/accounts.server'
import { keepChallenge, useChallenge } from './challenges.server'
import { rpIdOf, type Site } from './passkeys.server'

const Response = z.looseObject({
  id: z.string().min(1).max(1_400),
  response: z.looseObject({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
  }),
})

/** What a browser needs to ask for any passkey of this site: which one answers says who it is. */
export async function loginOptions(db: Db, site: Site) {
  const options = await generateAuthenticationOptions({ rpID: rpIdOf(site), userVerification: 'required' })
  await keepChallenge(db, options.challenge, null)
  return options
}

/** Whose passkey has signed what was asked; null when none of ours has. */
export async function accountByPasskey(db: Db, answer: unknown, site: Site): Promise<Account | null> {
  const parsed = Response.safeParse(answer)
  if (!parsed.success) return null
  const [known] = await db
    .select({ passkey: passkeys, account: ACCOUNT_COLUMNS })
    .from(passkeys)
    .innerJoin(accounts, eq(accounts.id, passkeys.accountId))
    .where(eq(passkeys.id, parsed.data.id))
  if (!known) return null
  const { passkey, account } = known
  const verified = await verifyAuthenticationResponse({
    response: parsed.data as unknown as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => useChallenge(db, challenge, null),
    expectedOrigin: site.origin,
    expectedRPID: rpIdOf(site),
    credential: {
      id: passkey.id,
      publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
    // It throws at whatever does not fit, and at a counter that runs backwards.
  }).catch(() => null)
  if (!verified?.verified) return null
  const { newCounter: counter } = verified.authenticationInfo
  await db.update(passkeys).set({ counter, lastUsedAtMs: Date.now() }).where(eq(passkeys.id, passkey.id))
  return account
}
