import type { MemberState } from '~/domain/membership/member'

/** What a host reads of somebody who was asked and is not here. */
export const INVITE_WORDS: Partial<Record<MemberState, string>> = {
  invited: 'Invited',
  notComing: 'Declined',
  left: 'Was here, and left',
  removed: 'Was sent away',
}
