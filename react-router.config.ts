import type { Config } from '@react-router/dev/config'

export default {
  ssr: true,
  // Pages are never hydrated by the router (docs/decisions/0001), so it needs no manifest of routes to fetch.
  routeDiscovery: { mode: 'initial' },
} satisfies Config
