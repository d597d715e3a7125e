import browser from 'webextension-polyfill'
import { text } from './i18n.ts'
import { inject } from './injection.ts'

/**
 * The address of the tab in front: visible only where `activeTab` or site access allows it. Of a server's `/join` it is the invite
 * link, which that page took out of its address.
 */
export async function activeTabUrl(): Promise<string | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  if (tab?.id === undefined || tab.url === undefined || !URL.canParse(tab.url)) return tab?.url
  const { origin, pathname, hash } = new URL(tab.url)
  if (!pathname.endsWith('/join') || hash !== '') return tab.url
  const link = await inviteShown(tab.id)
  // A page offers invites to its own server only.
  return link?.startsWith(`${origin}${pathname}#`) === true ? link : tab.url
}

/** What the page of an invite shows for copying. Undefined: it shows none, or we may not look. */
async function inviteShown(tabId: number): Promise<string | undefined> {
  const read = (): string | undefined => {
    const shown = document.getElementById('link')
    return shown instanceof HTMLInputElement ? shown.value : undefined
  }
  return inject(tabId, read, [])
}

export const openTab = async (url: string): Promise<void> => {
  await browser.tabs.create({ url })
}

/** `invite` is filled in there. It travels in the fragment, which no server ever sees. */
export const openWelcome = (invite?: string): Promise<void> => {
  const page = browser.runtime.getURL('welcome/index.html')
  return openTab(invite === undefined ? page : `${page}#invite=${encodeURIComponent(invite)}`)
}

export const openOptions = (): Promise<void> => browser.runtime.openOptionsPage()

/** False when the popup's page was opened as a tab, where it takes the room that there is. */
export const isToolbarPopup = (): boolean =>
  browser.extension.getViews({ type: 'popup' }).some((view) => view === window)

export const version = (): string => browser.runtime.getManifest().version

export interface Shortcut {
  /** What it does, in the person's language. */
  description: string
  /** As the browser writes them; undefined when none are set. */
  keys: string | undefined
}

/** Of all commands; the one that opens the popup first. */
export async function shortcuts(): Promise<Shortcut[]> {
  const commands = await browser.commands.getAll()
  const opens = ({ name }: browser.Commands.Command) => name === '_execute_action'
  return [...commands.filter(opens), ...commands.filter((command) => !opens(command))].map((command) => ({
    // Chromium names this command by itself.
    description: opens(command) ? text('commandOpen') : (command.description ?? ''),
    keys: command.shortcut || undefined,
  }))
}

/** Only Firefox says of a tab that it shares the screen (`sharingState`); it alone has this function, too. */
export const reportsSharing = (): boolean =>
  typeof (browser.runtime as Partial<typeof browser.runtime>).getBrowserInfo === 'function'
