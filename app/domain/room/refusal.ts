/** Every "no" that the rules or the edge can give, with the status and the words it is given in. */
export const REFUSALS = {
  bad_request: { status: 400, message: "That didn't make sense to us" },
  unauthenticated: { status: 401, message: 'Say who you are first' },
  wrong_login: { status: 401, message: 'That name and password do not go together' },
  wrong_passkey: { status: 401, message: 'That passkey does not open anything here' },
  wrong_password: { status: 403, message: 'That is not your password' },
  not_authorized: { status: 403, message: "You don't have permission to do that" },
  password_required: { status: 403, message: 'This room has a password' },
  wrong_room_password: { status: 403, message: 'That is not the password' },
  signup_closed: { status: 403, message: 'Nobody can sign up here right now' },
  signup_by_invite: { status: 403, message: 'To sign up here you need an invite link' },
  withheld: { status: 403, message: 'That is from a library that you may not see' },
  accounts_only: { status: 403, message: 'Only people with an account open rooms here. Log in first' },
  session_not_found: { status: 404, message: "This jam session doesn't exist" },
  not_found: { status: 404, message: 'There is nothing at this address' },
  track_not_found: { status: 404, message: 'Song not found' },
  item_not_found: { status: 404, message: 'That song is no longer waiting' },
  member_not_found: { status: 404, message: 'That person is not here' },
  pairing_not_found: { status: 404, message: 'No screen shows this code' },
  wrong_method: { status: 405, message: 'This address takes another method' },
  name_taken: { status: 409, message: 'Somebody here has that name already' },
  identity_taken: { status: 409, message: 'That account logs in as somebody else here' },
  email_taken: { status: 409, message: 'There is an account with this address already' },
  library_present: { status: 409, message: 'Its folder is there. Take it out of the media folders first' },
  last_admin: { status: 409, message: 'Somebody has to run the place: make another admin first' },
  already_joined: { status: 409, message: "You're already in this jam" },
  already_queued: { status: 409, message: 'That song is already waiting' },
  queue_full: { status: 409, message: "You've reached your song limit" },
  session_full: { status: 409, message: 'This jam is full' },
  nothing_playing: { status: 409, message: 'Nothing is playing right now' },
  changed_meanwhile: { status: 409, message: 'Something else happened first' },
  link_spent: { status: 410, message: 'This link was used, or is too old' },
  session_ended: { status: 410, message: 'This jam session has ended' },
  too_large: { status: 413, message: 'That is too much at once' },
  may_not_see: { status: 422, message: 'That person may not see what is on' },
  unprocessable: { status: 422, message: 'Something in that cannot be used' },
  rate_limited: { status: 429, message: 'Slow down! Try again in a moment' },
  cannot_convert: {
    status: 501,
    message: 'This film would have to be converted, and the server has no ffmpeg to do it',
  },
  provider_failed: { status: 502, message: 'The place where you log in did not answer as it should' },
} as const

export type RefusalCode = keyof typeof REFUSALS

export type Refusal = { refusal: RefusalCode }

export function refuse(refusal: RefusalCode): Refusal {
  return { refusal }
}

export function isRefusal(answer: object): answer is Refusal {
  return 'refusal' in answer
}
