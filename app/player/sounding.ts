/** What a page fetches once it is to sound (`sound.ts`). Who only looks at a room never needs it. */
export { Follower } from './follower'
export { recallHabits, rememberHabits } from './kept-habits'
export { ClockEstimate } from '~/domain/playback/clock-estimate'
export { networkTimesOf } from './network-times'
export { offerActions, showOnLockScreen } from './lock-screen'
export { watchNudge } from './nudge'
