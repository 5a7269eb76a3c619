import { networkInterfaces } from 'node:os'

/** The addresses under which other machines of the network reach this one; IPv4, since people may have to type it. */
export function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter((address) => address.family === 'IPv4' && !address.internal).map(({ address }) => address)
}
