import browser, { type Notifications } from 'webextension-polyfill'

/** Chromium alone has `update`: it rewrites an open notification, and does not show it anew. */
interface Api extends Notifications.Static {
  update?(id: string, options: Notifications.CreateNotificationOptions): Promise<boolean>
}

interface Namespaces {
  browser?: { notifications?: Api }
  chrome?: { notifications?: Api }
}

/**
 * There while the optional permission is granted, so it is looked up at each use, and past the polyfill, which would keep
 * what it saw first. Its promises are the same in both browsers.
 */
function api(): Api | undefined {
  const { browser: firefox, chrome } = globalThis as Namespaces
  return firefox?.notifications ?? chrome?.notifications
}

export const notificationsAvailable = (): boolean => api() !== undefined

/** An open notification can be rewritten without being shown anew. */
export const notificationsUpdate = (): boolean => api()?.update !== undefined

export async function notificationIds(): Promise<string[]> {
  const shown = await api()
    ?.getAll()
    .catch(() => undefined)
  return Object.keys(shown ?? {})
}

/**
 * That it stays on the screen until somebody does something, or makes no sound. Firefox knows neither, and refuses what it
 * does not know; there the background has a document.
 */
const chromiumOptions = (urgent: boolean, silent: boolean): object =>
  'document' in globalThis
    ? {}
    : { ...(urgent ? { requireInteraction: true } : {}), ...(silent ? { silent: true } : {}) }

/** `urgent`: it stays until somebody does something. `silent`: the system makes no sound of its own. */
interface Said {
  title: string
  message: string
  urgent: boolean
  silent: boolean
}

function optionsOf({ title, message, urgent, silent }: Said): Notifications.CreateNotificationOptions {
  const iconUrl = browser.runtime.getURL(browser.runtime.getManifest().icons?.['128'] ?? '')
  return { type: 'basic', iconUrl, title, message, ...chromiumOptions(urgent, silent) }
}

/** Does nothing without the permission, which may end at any moment; then the badge alone alerts. */
export async function showNotification(id: string, said: Said): Promise<void> {
  await api()
    ?.create(id, optionsOf(said))
    .catch(() => undefined)
}

/** Updates an open notification; does nothing if the user closed it. */
export async function rewriteNotification(id: string, said: Said): Promise<void> {
  const now = api()
  if (now?.update !== undefined) await now.update(id, optionsOf(said)).catch(() => undefined)
  else if ((await notificationIds()).includes(id)) await showNotification(id, said)
}

export async function clearNotification(id: string): Promise<void> {
  await api()
    ?.clear(id)
    .catch(() => undefined)
}

/** Call it in the first tick. */
export const onNotificationClicked = (listener: (id: string) => void): void =>
  whenThere((now) => now.onClicked.addListener(listener))

/**
 * Also for what we cleared ourselves, and in Firefox for what was replaced. `byUser` is true where the browser says that the
 * person closed it; Firefox never says it. Call it in the first tick.
 */
export const onNotificationClosed = (listener: (id: string, byUser: boolean | undefined) => void): void =>
  whenThere((now) => now.onClosed.addListener((id, byUser?: boolean) => listener(id, byUser)))

/** Without the permission there is nothing to listen to yet. */
function whenThere(add: (now: Api) => void): void {
  const listen = (): void => {
    const now = api()
    if (now !== undefined) add(now)
  }
  listen()
  browser.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes('notifications') === true) listen()
  })
}
