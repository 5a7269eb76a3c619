import { index, prefix, route, type RouteConfig } from '@react-router/dev/routes'

/**
 * Every URL and what answers it. Below the router, in `server/direct/routes.ts`, are answered:
 *
 *   GET  /rooms/:code/events      the event stream (SSE)
 *   GET  /inbox/events            how many invitations wait (SSE)
 *   POST /rooms/:code/heartbeat   presence, and the room's clock
 *   GET  /media/:id?room=         the bytes of a track, with Range; …/subtitles/:subtitleId, what is said in it;
 *                                 …/types, what it takes to play it; …/hls/film.m3u8 and …/hls/segments/:index.ts,
 *                                 for browsers that cannot
 *   GET  /artwork/:id/:width      a cover, with `?room=` for the members of a room
 *   GET  /healthz, /metrics       for operators
 */
export default [
  index('routes/home/page.tsx'),
  route('new', 'routes/new/kinds.tsx'),
  route('new/watch', 'routes/watch/create/page.tsx'),
  route('new/watch/selection', 'routes/watch/create/selection.tsx'),
  route('new/:kind', 'routes/new/room.tsx'),
  route('join', 'routes/home/page.tsx', { id: 'join' }),
  route('join/:code', 'routes/join/door.tsx'),
  route('join/:code/cover/:width', 'routes/join/cover.ts'),
  route('join/:code/withdrawal', 'routes/join/withdrawal.ts'),
  route('jam/:code', 'routes/join/jam-link.tsx'),
  route('pair', 'routes/pair/tv.tsx'),
  route('pair/state', 'routes/pair/state.ts'),
  route('pair/:code/qr.svg', 'routes/pair/qr.ts'),
  route('screens', 'routes/pair/which-room.tsx'),

  route('login', 'routes/account/login.tsx'),
  route('login/passkey', 'routes/account/passkey/passkey.tsx'),
  route('login/passkey/options', 'routes/account/passkey/options.ts'),
  route('login/oidc', 'routes/account/oidc/start.tsx'),
  route('login/oidc/callback', 'routes/account/oidc/callback.tsx'),
  route('signup', 'routes/account/signup.tsx'),
  route('logout', 'routes/account/logout.tsx'),
  route('reset', 'routes/account/reset/request.tsx'),
  route('reset/:secret', 'routes/account/reset/reset.tsx'),

  ...prefix('rooms/:code', [
    index('routes/room/page.tsx'),
    route('queue', 'routes/room/commands/queue.tsx'),
    route('queue/:itemId/removal', 'routes/room/commands/queue-removal.tsx'),
    route('queue/:itemId/place', 'routes/room/commands/queue-place.tsx'),
    route('playback', 'routes/room/commands/playback.tsx'),
    route('gate/opening', 'routes/room/commands/gate-opening.tsx'),
    route('skip', 'routes/room/commands/skip.tsx'),
    route('votes', 'routes/room/commands/votes.tsx'),
    route('votes/withdrawal', 'routes/room/commands/votes-withdrawal.tsx'),
    route('reports', 'routes/room/commands/reports.tsx'),
    route('messages', 'routes/room/commands/messages.tsx'),
    route('reactions', 'routes/room/commands/reactions.tsx'),
    route('name', 'routes/room/commands/name.tsx'),
    route('members/:memberId/admission', 'routes/room/commands/member-admission.tsx'),
    route('members/:memberId/refusal', 'routes/room/commands/member-refusal.tsx'),
    route('members/:memberId/removal', 'routes/room/commands/member-removal.tsx'),
    route('members/:memberId/role', 'routes/room/commands/member-role.tsx'),
    route('host', 'routes/room/commands/host.tsx'),
    route('host/succession', 'routes/room/commands/take-over.tsx'),
    route('invites', 'routes/room/commands/invites.tsx'),
    route('invites/:memberId/removal', 'routes/room/commands/invites-removal.tsx'),
    route('guest-links', 'routes/room/commands/guest-links.tsx'),
    route('guest-links/:linkId/revocation', 'routes/room/commands/guest-links-revocation.tsx'),
    route('password', 'routes/room/commands/password.tsx'),
    route('departure', 'routes/room/commands/departure.tsx'),
    route('end', 'routes/room/commands/end.tsx'),
    route('search', 'routes/room/search.ts'),
    route('subtitles', 'routes/room/subtitles.ts'),
    route('now', 'routes/room/now.tsx'),
    route('listen', 'routes/room/listen.tsx'),
    route('tune', 'routes/room/tune.tsx'),
    route('settings', 'routes/room/settings.tsx'),
    route('qr.svg', 'routes/room/qr.ts'),
    route('stage', 'routes/room/stage.tsx'),
    route('screens', 'routes/pair/screens.tsx'),
    route('screens/:memberId/removal', 'routes/pair/screen-removal.tsx'),
  ]),

  route('library', 'routes/library/libraries.tsx'),
  route('library/:itemId', 'routes/library/inside.tsx'),

  route('inbox', 'routes/inbox/page.tsx'),
  route('inbox/:roomId/acceptance', 'routes/inbox/acceptance.tsx'),
  route('inbox/:roomId/refusal', 'routes/inbox/refusal.tsx'),
  route('inbox/:roomId/notice', 'routes/push/notice.ts'),
  route('watch-party', 'routes/watch/party-link.ts'),
  route('watch-party/rooms/:roomId', 'routes/watch/room-link.ts'),

  route('history', 'routes/history/rooms.tsx'),
  route('history/:roomId', 'routes/history/room.tsx'),
  route('history/:roomId/played.json', 'routes/history/played-json.ts'),
  route('history/:roomId/played.csv', 'routes/history/played-csv.ts'),
  route('history/:roomId/played.m3u', 'routes/history/played-m3u.ts'),

  route('settings', 'routes/settings/page.tsx'),
  route('settings/name', 'routes/settings/name.tsx'),
  route('settings/password', 'routes/settings/password.tsx'),
  route('settings/notifications', 'routes/settings/notifications.tsx'),
  route('settings/notifications/removal', 'routes/settings/notifications-removal.tsx'),
  route('settings/passkeys', 'routes/settings/passkeys/passkeys.tsx'),
  route('settings/passkeys/options', 'routes/settings/passkeys/options.ts'),
  route('settings/passkeys/:passkeyId/removal', 'routes/settings/passkeys/removal.tsx'),
  route('settings/sessions/revocation', 'routes/settings/sessions/revocation-of-all.tsx'),
  route('settings/sessions/:sessionId/revocation', 'routes/settings/sessions/revocation.tsx'),
  route('settings/tokens', 'routes/settings/tokens/tokens.tsx'),
  route('settings/tokens/:tokenId/revocation', 'routes/settings/tokens/revocation.tsx'),

  ...prefix('admin/libraries', [
    index('routes/admin/libraries/page.tsx'),
    route(':libraryId', 'routes/admin/libraries/library.tsx'),
    route(':libraryId/removal', 'routes/admin/libraries/removal.tsx'),
    route('people/:accountId/restriction', 'routes/admin/libraries/restriction.tsx'),
  ]),

  ...prefix('admin/people', [
    index('routes/admin/people/page.tsx'),
    route('welcome', 'routes/admin/people/welcome.tsx'),
    route('invites', 'routes/admin/people/invites.tsx'),
    route('invites/:inviteId/revocation', 'routes/admin/people/invite-revocation.tsx'),
    route(':accountId/reset-link', 'routes/admin/people/reset-link.tsx'),
    route(':accountId/role', 'routes/admin/people/role.tsx'),
    route(':accountId/removal', 'routes/admin/people/removal.tsx'),
  ]),

  ...prefix('api', [
    route('jam/sessions', 'routes/api/jam-sessions.ts'),
    route('jam/sessions/:code', 'routes/api/jam-session.ts'),
    route('jam/sessions/:code/search', 'routes/api/jam-search.ts'),
    route('jam/history', 'routes/api/jam-history.ts'),
    ...prefix('v1/watch-party', [
      route('eligible-libraries', 'routes/api/watch-party/eligible-libraries.ts'),
      route('rooms', 'routes/api/watch-party/rooms.ts'),
      route('rooms/:roomId', 'routes/api/watch-party/room.ts'),
      route('rooms/:roomId/join', 'routes/api/watch-party/join.ts'),
      route('rooms/:roomId/leave', 'routes/api/watch-party/leave.ts'),
      route('rooms/:roomId/end', 'routes/api/watch-party/end.ts'),
      route('rooms/:roomId/stream-token', 'routes/api/watch-party/stream-token.ts'),
      route('invites', 'routes/api/watch-party/invites.ts'),
      route('invites/:roomId/decline', 'routes/api/watch-party/decline.ts'),
    ]),
    route('openapi.json', 'routes/api/openapi.ts'),
    route('*', 'routes/api/unknown.ts'),
  ]),

  route('*', 'routes/nowhere.tsx'),
] satisfies RouteConfig
