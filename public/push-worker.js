/* Shows invitations while no page is open, and leads to the inbox. It keeps nothing and answers no request. */

/** A home that cannot be reached from where the phone is must not hold a notice back for long. */
const ASK_TIMEOUT_MS = 5_000

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(show(event.data.json()))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow('/inbox'))
})

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)))

async function show({ roomId, title, body }) {
  if (!(await mayStand(roomId))) return
  await self.registration.showNotification(title, { body, tag: roomId, icon: '/icon-192.png' })
}

/** False only when the server says so: it was withdrawn or answered meanwhile, or is not for who is logged in here now. */
async function mayStand(roomId) {
  try {
    const { status } = await fetch(`/inbox/${encodeURIComponent(roomId)}/notice`, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    })
    return status !== 401 && status !== 404
  } catch {
    return true
  }
}

/** The push service has given this browser another address. */
async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options
  const subscription =
    newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)))
  if (!subscription) return
  await fetch('/settings/notifications', {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(subscription),
  })
}
