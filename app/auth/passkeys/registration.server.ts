import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { passkeys } from '~/db/schema/accounts'
import type { Account } from '../accounts/account'
import { keepChallenge, useChallenge } from './challenges.server'
import { passkeysOf, rpIdOf, type Site } from './passkeys.server'

/** The outline of what a browser answers; the library looks at the rest. */
const Response = z.looseObject({
  id: z.string().min(1).max(1_400),
  response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }),
})

/** What a browser needs to make a passkey: one that logs in by itself, without a name being typed. */
export async function registrationOptions(db: Db, { id, username }: Account, site: Site) {
  const options = await generateRegistrationOptions({
    rpName: 'Tutti',
    rpID: rpIdOf(site),
    userName: username,
    userID: Uint8Array.from(Buffer.from(id)),
    excludeCredentials: await passkeysOf(db, id),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(db, options.challenge, id)
  return options
}

/** Adds a passkey to an account; false when it is not what was asked for. */
export async function addPasskey(
  db: Db,
  account: Account,
  { answer, name, site }: { answer: unknown; name: string; site: Site },
): Promise<boolean> {
  const parsed = Response.safeParse(answer)
  if (!parsed.success) return false
  const verified = await verifyRegistrationResponse({
    response: parsed.data as unknown as RegistrationResponseJSON,
    expectedChallenge: (challenge) => useChallenge(db, challenge, account.id),
    expectedOrigin: site.origin,
    expectedRPID: rpIdOf(site),
    // It throws at whatever does not fit: that is the sender's mistake.
  }).catch(() => null)
  if (!verified?.verified) return false
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  const added = await db
    .insert(passkeys)
    .values({
      id,
      accountId: account.id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: transports ?? [],
      name,
      createdAtMs: Date.now(),
    })
    .onConflictDoNothing()
    .returning({ id: passkeys.id })
  return added.length > 0
}
