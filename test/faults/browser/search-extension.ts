import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'webextension-polyfill'
import type { BrowserUnderTest } from '../../support/browser/browser-under-test.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'

/** The extension's own, in functions that run in it. */
declare const chrome: Browser

const canaries = /canary-[a-z]+-\w{8}/g
const found = (text: string): string[] => [...new Set(text.match(canaries) ?? [])]

/** A word that is nowhere else. `place`: where it is shown. */
export const canaryFor = (place: string, random: string): string => `canary-${place}-${random.slice(0, 8)}`

/** The canaries in all that the extension stores: each database of its own, and whatever else it could store in. */
export async function canariesStored(browser: BrowserUnderTest): Promise<string[]> {
  const stored = await browser.inExtension(readAll, undefined)
  return stored.flatMap(([place, text]) => found(text).map((word) => `${place} holds ${word}`))
}

/** Runs in a document of the extension. */
async function readAll(): Promise<[place: string, text: string][]> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no answer'))
    })
  const readCache = async (name: string): Promise<string> => {
    const cache = await caches.open(name)
    const answers = await cache.matchAll()
    return (await Promise.all(answers.map((one) => one.text()))).join()
  }
  const all: [string, string][] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name))
    for (const store of database.objectStoreNames)
      all.push([
        `${store} of ${name.split(':').slice(0, 1).join()}`,
        JSON.stringify(await answer(database.transaction(store).objectStore(store).getAll())),
      ])
    database.close()
  }
  // It has no permission for the browser's own storage for extensions; should it ever, that is searched too.
  const { storage } = chrome as Partial<Browser>
  for (const area of storage === undefined ? [] : [storage.local, storage.session])
    all.push(['storage', JSON.stringify(await area.get())])
  all.push(['localStorage', JSON.stringify({ ...localStorage })])
  for (const name of await caches.keys()) all.push(['cache', await readCache(name)])
  return all
}

/** The canaries in a page, in what is typed there too, and in the frames of the extension in it. */
export async function canariesIn(page: PageUnderTest): Promise<string[]> {
  const frames = await page.extensionFrames()
  const texts = await Promise.all(
    [page, ...frames].map((document) => document.evaluate(wholeText, undefined).catch(() => '')),
  )
  return found(texts.join())
}

/** Runs in the page. */
const wholeText = (): string =>
  [
    new XMLSerializer().serializeToString(document),
    ...[...document.querySelectorAll<HTMLTextAreaElement>('textarea, input')].map(({ value }) => value),
  ].join()

/** The files below a folder that hold a canary, in one byte or two a character. */
export function filesWithCanaries(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name)
    const text = readFileSync(path, 'latin1')
    return found(text).length + found(text.replaceAll('\0', '')).length > 0 ? [path.slice(folder.length)] : []
  })
}
