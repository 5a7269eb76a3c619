import type { RouterContextProvider } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import { tuttiContext } from '~/tutti.server'

/** The header by which a browser will offer this name the next time; none for programs, which carry no cookie. */
export async function rememberName(
  context: Readonly<RouterContextProvider>,
  name: string,
): Promise<Record<string, string>> {
  const { browser, isNew, via } = context.get(askerContext)
  if (via === 'token' || (browser.name === name && !isNew)) return {}
  const { personCookie } = context.get(tuttiContext)
  const { isSecure } = context.get(arrivalContext)
  return { 'Set-Cookie': await personCookie.write({ ...browser, name }, isSecure) }
}
