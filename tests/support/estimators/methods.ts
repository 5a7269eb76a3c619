import { BEATSYNC } from './beatsync.ts'
import type { Method } from './estimator.ts'
import { JELLYFIN } from './jellyfin.ts'
import { SENDSPIN } from './sendspin.ts'
import { TUTTI } from './tutti.ts'

export const METHODS: Method[] = [TUTTI, SENDSPIN, BEATSYNC, JELLYFIN]
