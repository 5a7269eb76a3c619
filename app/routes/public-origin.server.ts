import type { RouterContextProvider } from 'react-router'
import { arrivalContext } from '~/asker.server'
import { lanAddresses } from '~/lan.server'
import { tuttiContext } from '~/tutti.server'

/**
 * The origin for links that others will open: the configured one, or the one this browser used. Someone on the machine
 * itself says `localhost`, which means something else on a phone, so the machine's address on the network stands in.
 */
export function publicOrigin(context: Readonly<RouterContextProvider>): string {
  const { publicUrl } = context.get(tuttiContext)
  if (publicUrl) return publicUrl
  const origin = new URL(context.get(arrivalContext).origin)
  const [lan] = lanAddresses()
  if (isLoopback(origin.hostname) && lan) origin.hostname = lan
  return origin.origin
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
