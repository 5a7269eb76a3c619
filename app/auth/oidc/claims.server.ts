import { z } from 'zod'
import { fetchJson, ProviderFailure, type Metadata } from './provider.server'

/** Who somebody is at the provider. The subject never changes; all the rest is what they are called today. */
export type Identity = {
  issuer: string
  subject: string
  /** Only an address that the provider has verified. */
  email: string | null
  /** What to call them, the best first. */
  names: string[]
}

/** Clocks differ a little. */
const SKEW_S = 60

const Subject = z.string().min(1).max(255)

const Profile = z.object({
  sub: Subject,
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  preferred_username: z.string().optional(),
  name: z.string().optional(),
})

const IdToken = Profile.extend({
  iss: z.string(),
  aud: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  exp: z.number(),
  nonce: z.string().optional(),
})

type Expected = { metadata: Metadata; clientId: string; nonce: string }
type Tokens = { idToken: string; accessToken: string }

/**
 * What the provider says of who has just logged in there. The ID token came straight from its token endpoint, so that
 * the connection vouches for who signed it (OpenID Connect Core 1.0, 3.1.3.7, point 6); whom it is for, and for which
 * attempt, is checked here.
 */
export async function identityFrom({ idToken, accessToken }: Tokens, expected: Expected): Promise<Identity> {
  const claims = readIdToken(idToken)
  const { metadata, clientId, nonce } = expected
  const isForUs = claims.iss === metadata.issuer && claims.aud.includes(clientId) && claims.nonce === nonce
  if (!isForUs || claims.exp + SKEW_S < Date.now() / 1000)
    throw new ProviderFailure('An ID token is not for us')

  const profile = metadata.userinfo_endpoint
    ? await fetchJson(metadata.userinfo_endpoint, Profile, { Authorization: `Bearer ${accessToken}` })
    : claims
  if (profile.sub !== claims.sub) throw new ProviderFailure('The provider speaks of two people')
  const { email, email_verified, preferred_username, name } = { ...claims, ...profile }
  const names = [preferred_username, email?.split('@')[0], name]
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: email && email_verified ? email : null,
    names: names.filter((known) => known !== undefined),
  }
}

function readIdToken(idToken: string): z.output<typeof IdToken> {
  try {
    const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()
    return IdToken.parse(JSON.parse(payload))
  } catch (cause) {
    throw new ProviderFailure('The provider gave no ID token that can be read', { cause })
  }
}
