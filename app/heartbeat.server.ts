import { z } from 'zod'
import type { DeviceReport, SyncState } from '~/domain/playback/device'

const STATES = [
  'off',
  'idle',
  'waiting',
  'stalled',
  'catching-up',
  'in-sync',
  'blocked',
  'unplayable',
] as const satisfies SyncState[]

const DAY_MS = 86_400_000
/** No probe that takes longer is waited for. */
const MOST_DELAY_MS = 60_000

const Report = z.strictObject({
  state: z.enum(STATES),
  errorMs: z
    .number()
    .min(-DAY_MS)
    .max(DAY_MS)
    .nullable()
    .describe('How far the sound is ahead of the room’s playhead'),
  delayMs: z
    .number()
    .min(0)
    .max(MOST_DELAY_MS)
    .nullable()
    .describe('How long the server’s word takes to get there, in 99 of 100 cases'),
  startCostMs: z
    .number()
    .min(0)
    .max(MOST_DELAY_MS)
    .nullable()
    .default(null)
    .describe('How long a start takes to be heard there'),
  readyItemId: z.uuid().nullable().describe('The current item, if it could start at once'),
  nextReadyItemId: z.uuid().nullable().describe('The item after it, if that is loaded'),
  seq: z.int().min(0).describe('The room’s position that the device knew of'),
}) satisfies z.ZodType<DeviceReport>

/** What a heartbeat may say. All of it may be left out: then it only keeps a member present and tells the time. */
export const HeartbeatFields = z.strictObject({
  t0: z.number().optional().describe('When the sender sent it, by the sender’s clock'),
  device: z
    .string()
    .regex(/^[\w-]{1,36}$/)
    .default('')
    .describe('Tells the devices of one member apart'),
  report: Report.optional().describe('How the device’s sound stands'),
})
