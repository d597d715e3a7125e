import type { Browser } from 'webextension-polyfill'
import type { BrowserName, BrowserUnderTest } from '../../support/browser/browser-under-test.ts'
import { launchBrowser } from '../../support/browser/launch-browser.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { joinIn, messages } from '../../support/browser/stage.ts'
import { temporaryFolder } from '../../support/browser/temporary-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import type { Run } from '../harness/fault-row.ts'
import type { Entry } from '../../../protocol/entry.ts'
import type { History } from '../history/history.ts'
import type { RecordedLog } from '../history/event.ts'
import type { Violation } from '../history/violation.ts'
import { storedByExtension } from './stored-by-extension.ts'
import type { OutboxItem } from '../../../extension/background/channel/journal.ts'

/** The extension's own, in functions that run in it. */
declare const chrome: Browser

const ROOM = 'general'
/** The page repeats a send by itself; what has not shown by then never will. */
const SHOWN_WITHIN_MS = 10_000
/** What changes is at the end of a log. */
const SCREEN_LINES = 40

export interface RecordedBrowserOptions {
  browser: BrowserName
  invite: string
  /** Of the extension; the build in `dist` when left out. */
  extension?: string | undefined
  /** False for a build whose tab for joining does not open itself. */
  opensWelcome?: boolean
}

/**
 * A person at a real browser. They know a message by its text, so that is what the history holds until
 * `recordKept` records the ids.
 */
export interface RecordedBrowser {
  /** As the history names it. */
  name: string
  browser(): BrowserUnderTest
  /** The folder of its profile. */
  profile: string
  /** Opens the popup's page; from then on each state of its log is seen. */
  openPopup(): Promise<void>
  closePopup(): Promise<void>
  write(text: string): Promise<void>
  /** Presses Enter in the box, and waits for nothing. */
  send(text: string): Promise<void>
  /** Settles when everything that was sent has shown in the log, or never will. */
  allShown(): Promise<void>
  /** Kills the browser's processes. What the popup showed until now has been seen. */
  kill(): Promise<void>
  /** Starts the browser again on its profile, and opens the popup. */
  startAgain(): Promise<void>
  /** Records what the extension's disk holds and what a new popup shows, and gives messages their ids. */
  recordKept(logs: readonly RecordedLog[]): Promise<Violation[]>
}

export async function startRecordedBrowser(
  run: Run<unknown>,
  options: RecordedBrowserOptions,
): Promise<RecordedBrowser> {
  const { history } = run
  const name = options.browser
  const profile = temporaryFolder(`${name}-profile`)
  run.onEnd(profile.remove)
  const launch = (): Promise<BrowserUnderTest> =>
    launchBrowser(name, {
      permissions: 'none',
      profile: profile.path,
      ...(options.extension === undefined ? {} : { extension: options.extension }),
    })
  let browser = await launch()
  run.onEnd(() => browser.close())
  await joinAlone(browser, options.invite, options.opensWelcome ?? true)
  const { account, rooms } = await storedByExtension(browser)
  history.record(name, {
    type: 'started',
    person: account.me.id,
    rooms: rooms.map(({ saved }) => ({ room: saved.id, logId: saved.logId, cursor: saved.cursor })),
  })

  let popup: PageUnderTest | undefined
  /** Sent and not shown yet, in the order of Enter. */
  let unseen: string[] = []
  const seen = new Set<string>()
  /** Taken out of the box by Enter, and never shown. */
  const vanished: string[] = []

  const openedPopup = (): PageUnderTest => {
    if (popup === undefined) throw new Error('the popup is closed')
    return popup
  }
  async function openPopup(): Promise<void> {
    popup = await browser.openExtensionPage('popup/index.html')
    await popup.evaluate(watchLog, SCREEN_LINES)
    const page = popup
    await waitFor(() => page.has('log', messages), 'the popup shows the room')
  }
  async function look(): Promise<void> {
    for (const ids of await openedPopup().evaluate(() => window.takeScreens(), undefined)) {
      history.record(name, { type: 'screen', room: ROOM, ids })
      for (const id of ids) seen.add(id)
    }
    // The person's own order is that of Enter; in whichever order they came to show.
    while (unseen[0] !== undefined && seen.has(unseen[0])) {
      history.record(name, { type: 'queued', room: ROOM, id: unseen[0] })
      unseen = unseen.slice(1)
    }
  }
  return {
    name,
    browser: () => browser,
    profile: profile.path,
    openPopup,
    closePopup: async () => {
      await look()
      await openedPopup().close()
      popup = undefined
    },
    write: (text) => openedPopup().type('textbox', 'Message', text),
    send: async (text) => {
      history.record(name, { type: 'sending', room: ROOM, id: text, text })
      unseen.push(text)
      await openedPopup().press('Enter')
    },
    allShown: async () => {
      const nothingUnseen = async (): Promise<boolean> => {
        await look()
        return unseen.length === 0
      }
      await waitFor(nothingUnseen, 'all shows', SHOWN_WITHIN_MS).catch(() => {
        vanished.push(...unseen)
        unseen = []
      })
    },
    kill: async () => {
      await look()
      // Whether it would have come to show, nobody was promised.
      unseen = []
      popup = undefined
      await browser.kill()
    },
    startAgain: async () => {
      browser = await launch()
      await openPopup()
    },
    recordKept: async (logs) => {
      const { rooms, outbox } = await storedByExtension(browser)
      history.record(name, { type: 'kept', rooms, outbox: outbox.map(({ room, id }) => ({ room, id })) })
      if (popup) await popup.close()
      await openPopup()
      const wanted = logs.flatMap((log) => log.entries.map(textOf)).filter((text) => text !== undefined)
      const missing = await neverShown(openedPopup(), wanted.slice(-SCREEN_LINES))
      giveIds(history, name, logs, outbox)
      return [
        ...vanished.map((text): Violation => ({ kind: 'lost', what: `${name}: "${text}" never showed` })),
        ...missing.map((text): Violation => ({ kind: 'behind', what: `${name} does not show "${text}"` })),
      ]
    },
  }
}

/**
 * Joins in a page of its own, and leaves no other one of the extension open: it would wake each background at once. The
 * tab that opened itself as Firefox started cannot be driven.
 */
async function joinAlone(browser: BrowserUnderTest, invite: string, opensWelcome: boolean): Promise<void> {
  if (opensWelcome)
    await waitFor(() => browser.inExtension(closeWelcome, undefined), 'the tab for joining has opened itself')
  await joinIn(await browser.openExtensionPage('welcome/index.html'), invite, `Mina in ${browser.name}`)
}

/** Runs in a document of the extension. False while there is no such tab. */
async function closeWelcome(): Promise<boolean> {
  const own = chrome.runtime.getURL('welcome/')
  const tabs = (await chrome.tabs.query({})).filter(
    (tab) => tab.url?.startsWith(own) && tab.status === 'complete',
  )
  await chrome.tabs.remove(tabs.flatMap((tab) => tab.id ?? []))
  return tabs.length > 0
}

const textOf = ({ body }: Entry): string | undefined => ('text' in body ? String(body.text) : undefined)

/** What a popup that was opened at the end should show, and does not. */
async function neverShown(popup: PageUnderTest, wanted: readonly string[]): Promise<string[]> {
  let missing: string[] = []
  const allThere = async (): Promise<boolean> => {
    const [shown = []] = (await popup.evaluate(() => window.takeScreens(), undefined)).slice(-1)
    if (shown.length > 0) missing = wanted.filter((text) => !shown.includes(text))
    return shown.length > 0 && missing.length === 0
  }
  missing = [...wanted]
  await waitFor(allThere, 'the popup shows all', SHOWN_WITHIN_MS).catch(() => undefined)
  return missing
}

/** Replaces texts by the ids that the extension gave to them. What is in neither log nor outbox has its text alone. */
function giveIds(
  history: History,
  client: string,
  logs: readonly RecordedLog[],
  outbox: readonly OutboxItem[],
): void {
  const ids = new Map(outbox.map(({ body, id }) => [String(body['text']), id]))
  for (const entry of logs.flatMap((log) => log.entries)) ids.set(textOf(entry) ?? '', entry.id)
  const idOf = (text: string): string => ids.get(text) ?? text
  for (const event of history.events) {
    if (event.client !== client) continue
    if (event.type === 'screen') event.ids = event.ids.map(idOf)
    if (event.type === 'sending' || event.type === 'queued') event.id = idOf(event.id)
  }
}

declare global {
  interface Window {
    /** The log's messages, as often as they changed since the last call. */
    takeScreens: () => string[][]
  }
}

/** Runs in the popup. */
function watchLog(lines: number): void {
  const screens: string[][] = []
  let last = ''
  const look = (): void => {
    const shown = [...document.querySelectorAll('[role="log"] .message-text')].slice(-lines)
    const texts = shown.map((element) => element.textContent)
    const now = JSON.stringify(texts)
    if (now === last) return
    last = now
    screens.push(texts)
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  window.takeScreens = () => screens.splice(0)
  look()
}
