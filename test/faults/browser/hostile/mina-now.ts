import type { Browser } from 'webextension-polyfill'
import type { BrowserUnderTest } from '../../../support/browser/browser-under-test.ts'

declare const chrome: Browser

/** The overview that the person's pages get, without the connection, which comes and goes. */
export const minaNow = (browser: BrowserUnderTest): Promise<string> =>
  browser.inExtension(
    () =>
      new Promise<string>((resolve) => {
        const port = chrome.runtime.connect({ name: 'hub' })
        port.onMessage.addListener((message: unknown) => {
          const { overview } = message as { overview?: Record<string, unknown> }
          if (overview === undefined) return
          port.disconnect()
          resolve(JSON.stringify({ ...overview, connection: undefined }))
        })
      }),
    undefined,
  )

export const tokenOf = (browser: BrowserUnderTest): Promise<string> =>
  browser.inExtension(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('backchannel:browser')
        opening.onerror = () => reject(new Error('no database'))
        opening.onsuccess = () => {
          const database = opening.result
          const reading = database.transaction('accounts').objectStore('accounts').getAll()
          reading.onsuccess = () => {
            database.close()
            const [account] = reading.result as { token: string }[]
            resolve(account?.token ?? '')
          }
        }
      }),
    undefined,
  )

/** Says each message from the world of the injected script in the tab in front; answers with what was answered. */
export const sayFromInjectedScript = (browser: BrowserUnderTest, messages: object[]): Promise<unknown[]> =>
  browser.inExtension(async (said) => {
    const [tab] = await chrome.tabs.query({ active: true, url: 'http://127.0.0.1/*' })
    const say = async (all: object[]): Promise<unknown[]> => {
      const answers: unknown[] = []
      const { runtime } = (globalThis as unknown as { chrome: Browser }).chrome
      for (const message of all) {
        const answer = runtime.sendMessage<object, unknown>(message).catch(() => undefined)
        const late = new Promise((resolve) => setTimeout(resolve, 150))
        answers.push(await Promise.race([answer, late]))
      }
      for (const name of ['hub', 'toast:guessed-guessed-guessed']) {
        const port = runtime.connect({ name })
        port.onMessage.addListener((message: unknown) => answers.push(message))
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
      return answers.filter((answer) => answer !== undefined && answer !== null)
    }
    const results = await chrome.scripting.executeScript({
      target: { tabId: tab?.id ?? -1 },
      func: say as unknown as () => void,
      args: [said],
    })
    return (results[0]?.result ?? []) as unknown[]
  }, messages)
