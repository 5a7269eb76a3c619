import { z } from 'zod'

/** What the admin sets for the whole server, and how it is until then. */
export const ServerSettings = z.object({
  /** Who may make an account: anybody, who has an invite link, or nobody. The first one may always be made. */
  signUp: z.enum(['open', 'invited', 'closed']).default('open'),
  whoMayOpenRooms: z.enum(['anyone', 'accounts']).default('anyone'),
})

export type ServerSettings = z.output<typeof ServerSettings>
