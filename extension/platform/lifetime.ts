import browser from 'webextension-polyfill'

const RECONNECT_ALARM = 'reconnect'
/** The shortest that browsers allow. */
const RECONNECT_MINUTES = 0.5

/**
 * An alarm that wakes the background while there is no connection; call it at each change. It keeps a worker alive for
 * as long as it stands, so it goes as soon as there is one.
 */
export async function setReconnectAlarm(wanted: boolean): Promise<void> {
  if (!wanted) {
    await browser.alarms.clear(RECONNECT_ALARM)
    return
  }
  const known = await browser.alarms.get(RECONNECT_ALARM)
  if (!known) await browser.alarms.create(RECONNECT_ALARM, { periodInMinutes: RECONNECT_MINUTES })
}

/** Call it in the first tick. */
export function onReconnectAlarm(listener: () => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === RECONNECT_ALARM) listener()
  })
}

/**
 * Firefox does not count socket traffic as life: an extension call at each heartbeat does. Chromium counts it, and its
 * store forbids such calls, so there (a service worker, without a document) nothing happens.
 */
export function keepAlive(): void {
  if ('document' in globalThis) void browser.runtime.getPlatformInfo()
}

/** Call both in the first tick: a browser's start must start the background too. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') listener()
  })
}

export function onBrowserStart(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener)
}
