import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type Configuration, type FindAccount } from 'oidc-provider'
import { afterAll } from 'vitest'
import { Browser, type Answer } from './browser'

type Claims = { email?: string; email_verified?: boolean; preferred_username?: string; name?: string }

/** A login provider of the household, which lets everybody in as `whoever` says. */
export type TestProvider = {
  issuer: string
  people: Record<string, Claims>
  /** Who logs in there next; null turns back at the door. */
  whoever: string | null
}

export const CLIENT = { id: 'tutti', secret: 'a secret between two servers' }

/** A real provider (oidc-provider) on a port of its own, whose login page answers by itself. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const test: TestProvider = { issuer, people: {}, whoever: null }
  const provider = quietly(() => new Provider(issuer, configuration(test, redirectUri)))
  server.on('request', (request, response) => void answer(provider, test, request, response))
  afterAll(() => close(server))
  return test
}

/** Goes through the provider as a browser does; returns where it leads back to in the product. */
export async function wayBack(start: Answer, provider: TestProvider): Promise<string> {
  const there = new Browser(provider.issuer)
  let { location } = start
  while (location && new URL(location, provider.issuer).origin === provider.issuer) {
    location = (await there.get(new URL(location, provider.issuer).href)).location
  }
  if (!location) throw new Error('The provider led nowhere')
  const { pathname, search } = new URL(location)
  return pathname + search
}

function configuration(test: TestProvider, redirectUri: string): Configuration {
  const findAccount: FindAccount = (_, accountId) => ({
    accountId,
    claims: async () => ({ sub: accountId, ...test.people[accountId] }),
  })
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username', 'name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
    cookies: { keys: ['only for tests'] },
    findAccount,
  }
}

async function answer(
  provider: Provider,
  test: TestProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!request.url?.startsWith('/interaction/')) return void provider.callback()(request, response)
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (test.whoever === null) {
    return provider.interactionFinished(request, response, { error: 'access_denied' })
  }
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: test.whoever } })
  }
  const grant = new provider.Grant({
    accountId: session!.accountId,
    clientId: String(params.client_id),
  })
  grant.addOIDCScope('openid email profile')
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

/** It warns of keys that are for development, which here they are. */
function quietly<Value>(work: () => Value): Value {
  const { warn, info } = console
  Object.assign(console, { warn: () => {}, info: () => {} })
  try {
    return work()
  } finally {
    Object.assign(console, { warn, info })
  }
}

function close(server: Server): Promise<unknown> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
}
