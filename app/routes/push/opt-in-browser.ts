import { post, whenPressed } from '../account/pressed'

/** Without a page of ours open, this worker shows what arrives. */
const WORKER = '/push-worker.js'

/** Shows the way to be told of invitations where the browser has one; over plain HTTP none has. */
export function offerNotices(): void {
  const place = document.querySelector<HTMLElement>('[data-push-key]')
  const button = place?.querySelector<HTMLButtonElement>('[data-push-on]')
  const problem = place?.querySelector<HTMLElement>('[data-push-problem]')
  if (!place || !canBeNotified()) return
  place.hidden = false
  if (!button || !problem) return
  void tidy()
  whenPressed(button, problem, async () => {
    const subscription = await subscribe(place.dataset.pushKey!)
    await post('/settings/notifications', subscription.toJSON())
    location.reload()
  })
}

function canBeNotified(): boolean {
  const needed = ['PushManager', 'Notification']
  return isSecureContext && 'serviceWorker' in navigator && needed.every((name) => name in globalThis)
}

async function subscribe(publicKey: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new Error('This browser shows nothing from here. Its settings for this site can change that')
  await navigator.serviceWorker.register(WORKER)
  const { pushManager } = await navigator.serviceWorker.ready
  // One that was made with another key cannot be used with this one.
  await (await pushManager.getSubscription())?.unsubscribe()
  try {
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
  } catch {
    throw new Error('This browser could not reach its notification service')
  }
}

/** What was subscribed before logging out is of no use to anybody any more. */
async function tidy(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
