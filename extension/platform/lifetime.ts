import browser from 'webextension-polyfill'

const RECONNECT_ALARM = 'reconnect'

/**
 * How often the background is woken, in minutes. Without a connection: the shortest that browsers allow, which also keeps
 * a worker alive. With one: only so that a background which was ended in spite of it comes back; this long pins nothing.
 */
const EVERY = { offline: 0.5, connected: 5 } as const

/**
 * Call it at each change, and at each start: browsers may forget alarms. Undefined: there is nothing to wake up for. Call it
 * again only when the last call has settled: a `get` that runs beside a `create` answers with the old value.
 */
export async function setReconnectAlarm(state: keyof typeof EVERY | undefined): Promise<void> {
  if (state === undefined) {
    await browser.alarms.clear(RECONNECT_ALARM)
    return
  }
  const known = await browser.alarms.get(RECONNECT_ALARM)
  // Creating it anew would put off its next turn each time.
  if (known?.periodInMinutes !== EVERY[state]) {
    await browser.alarms.create(RECONNECT_ALARM, { periodInMinutes: EVERY[state] })
  }
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
