import browser from 'webextension-polyfill'

/** The manifest is the one place that says what may be asked for. */
const siteAccess = (): string[] => {
  const manifest: { optional_host_permissions?: string[] } = browser.runtime.getManifest()
  return manifest.optional_host_permissions ?? []
}

export interface Granted {
  /** Messages may be shown on the page in front. */
  siteAccess: boolean
  /** Messages may be shown by the operating system. */
  notifications: boolean
}

const hasSiteAccess = (): Promise<boolean> => browser.permissions.contains({ origins: siteAccess() })

/** Of one site; a port makes no difference. An address that makes no pattern is covered by access to all sites. */
export const mayReach = (url: string): Promise<boolean> => {
  const { protocol, hostname } = new URL(url)
  return browser.permissions
    .contains({ origins: [`${protocol}//${hostname}/*`] })
    .catch(() => hasSiteAccess())
}

const hasNotifications = (): Promise<boolean> =>
  browser.permissions.contains({ permissions: ['notifications'] })

const granted = async (): Promise<Granted> => ({
  siteAccess: await hasSiteAccess(),
  notifications: await hasNotifications(),
})

/** One prompt for both. To be called in the click itself: browsers refuse it after any wait. */
const requestNotifications = (): Promise<boolean> =>
  browser.permissions.request({ origins: siteAccess(), permissions: ['notifications'] })

const asked = (kind: keyof Granted): browser.Permissions.Permissions =>
  kind === 'siteAccess' ? { origins: siteAccess() } : { permissions: ['notifications'] }

/** To be called in the click itself. */
const request = (kind: keyof Granted): Promise<boolean> => browser.permissions.request(asked(kind))

const remove = (kind: keyof Granted): Promise<boolean> => browser.permissions.remove(asked(kind))

/** In a background it is called in the first tick. */
export const onPermissionsChanged = (listener: () => void): (() => void) => {
  browser.permissions.onAdded.addListener(listener)
  browser.permissions.onRemoved.addListener(listener)
  return () => {
    browser.permissions.onAdded.removeListener(listener)
    browser.permissions.onRemoved.removeListener(listener)
  }
}

/** All of it, for the pages. */
export const notificationPermissions = {
  granted,
  requestAll: requestNotifications,
  request,
  remove,
  onChanged: onPermissionsChanged,
}
