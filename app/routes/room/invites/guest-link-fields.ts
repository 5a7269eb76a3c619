import { z } from 'zod'

/** A link for `one` guest, whenever the party is; or for any number of them for an hour. */
export const GuestLinkFields = z.object({ for: z.enum(['one', 'hour'], { error: 'For whom?' }) })
