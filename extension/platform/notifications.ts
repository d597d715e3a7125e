import browser, { type Notifications } from 'webextension-polyfill'

/** Undefined until the optional permission is granted, so it is looked up at each use. */
const api = (): Notifications.Static | undefined => browser.notifications as Notifications.Static | undefined

export const notificationsAvailable = (): boolean => api() !== undefined

export async function notificationIds(): Promise<string[]> {
  return Object.keys((await api()?.getAll()) ?? {})
}

export async function showNotification(id: string, title: string, message: string): Promise<void> {
  const iconUrl = browser.runtime.getURL(browser.runtime.getManifest().icons?.['128'] ?? '')
  await api()?.create(id, { type: 'basic', iconUrl, title, message })
}

export async function clearNotification(id: string): Promise<void> {
  await api()?.clear(id)
}

/** Call it in the first tick. Without the permission there is nothing to listen to yet. */
export function onNotificationClicked(listener: (id: string) => void): void {
  const listen = (): void => api()?.onClicked.addListener(listener)
  listen()
  browser.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes('notifications') === true) listen()
  })
}
