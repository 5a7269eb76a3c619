import { browserSupportsWebAuthn } from '@simplewebauthn/browser'

/** Passkeys belong to a site's name: over plain HTTP, or at a bare address, a browser has none. */
export function canUsePasskeys(): boolean {
  const isAddress = /^[\d.]+$|^\[/.test(location.hostname)
  return isSecureContext && !isAddress && browserSupportsWebAuthn()
}
