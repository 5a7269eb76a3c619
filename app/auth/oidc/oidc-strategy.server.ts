import { CodeChallengeMethod, OAuth2Strategy } from 'remix-auth-oauth2'
import { hashSecret } from '../secret.server'
import { identityFrom, type Identity } from './claims.server'
import type { Provider } from './provider.server'

/** Longer than a login takes, with a look for the other phone. */
const ATTEMPT_LASTS_S = 15 * 60

type Here = { redirectUri: string; isSecure: boolean }

/**
 * OpenID Connect with a code, PKCE and state (remix-auth-oauth2), and a nonce made from the state: the state is bound to
 * the browser by a cookie, so the ID token is, too.
 */
class OidcStrategy extends OAuth2Strategy<Identity> {
  protected override authorizationParams(params: URLSearchParams): URLSearchParams {
    params.set('nonce', hashSecret(params.get('state')!))
    return params
  }
}

/** Sends a browser to the provider by throwing the redirect, or says who came back from there. */
export async function oidcStrategy(provider: Provider, here: Here): Promise<OAuth2Strategy<Identity>> {
  const metadata = await provider.metadata()
  const { clientId, clientSecret } = provider.settings
  return new OidcStrategy(
    {
      clientId,
      clientSecret,
      authorizationEndpoint: metadata.authorization_endpoint,
      tokenEndpoint: metadata.token_endpoint,
      redirectURI: here.redirectUri,
      codeChallengeMethod: CodeChallengeMethod.S256,
      scopes: ['openid', 'profile', 'email'],
      cookie: {
        name: 'tutti_oidc',
        maxAge: ATTEMPT_LASTS_S,
        path: '/login/oidc',
        ...(here.isSecure && { secure: true }),
      },
    },
    ({ request, tokens }) => {
      const nonce = hashSecret(new URL(request.url).searchParams.get('state')!)
      const given = { idToken: tokens.idToken(), accessToken: tokens.accessToken() }
      return identityFrom(given, { metadata, clientId, nonce })
    },
  )
}
