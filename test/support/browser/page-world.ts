import type { Browser } from 'webextension-polyfill'
import type { BrowserUnderTest } from './browser-under-test.ts'

/** The extension's own `chrome`, in functions that `inExtension` runs. */
declare const chrome: Browser

export interface Forgery {
  forged: object[]
  /** `NONCE` in it stands for the true one. */
  toast: object[]
  ports: string[]
}

/** What somebody gets who has taken over the world of the injected script in a tab. */
export const inPageWorld = (
  browser: BrowserUnderTest,
  url: string,
  forgery: Forgery,
): Promise<{ answers: number; stored: unknown }> =>
  browser.inExtension(
    async ({ address, forgery: given }) => {
      const tabs = await chrome.tabs.query({ active: true })
      const tab = tabs.find((one) => one.url === address)
      const [result] = await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? -1 },
        args: [given],
        func: async ({ forged, toast, ports }: Forgery) => {
          const late = <T>(promise: Promise<T>): Promise<T | undefined> =>
            Promise.race([
              promise.catch(() => undefined),
              new Promise<undefined>((resolve) => setTimeout(resolve, 150, undefined)),
            ])
          const nonce = (globalThis as { backchannelToast?: { nonce: string } }).backchannelToast?.nonce ?? ''
          const filled = JSON.parse(JSON.stringify(toast).replaceAll('NONCE', nonce)) as object[]
          let answers = nonce === '' ? 1 : 0
          for (const message of [...filled, ...forged]) {
            const answer = await late(chrome.runtime.sendMessage(message))
            if (answer !== undefined && answer !== null) answers += 1
          }
          for (const name of ports) {
            const port = chrome.runtime.connect({ name: name.replace('NONCE', nonce) })
            port.onMessage.addListener(() => {
              answers += 1
            })
            port.postMessage({ type: 'watch', room: 'general', showing: true })
          }
          await new Promise((resolve) => setTimeout(resolve, 300))
          // A script in a page may have none of them.
          const { storage = {} } = chrome as { storage?: Partial<Browser['storage']> }
          const areas = [storage.local, storage.session, storage.sync]
          const stored = await Promise.all(
            areas.map((area) => late(Promise.resolve().then(() => area?.get(null)))),
          )
          const databases = (await indexedDB.databases()).map(({ name }) => name)
          return { answers, stored: [stored, databases] }
        },
      })
      return result?.result as { answers: number; stored: unknown }
    },
    { address: url, forgery },
  )
