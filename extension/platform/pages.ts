import browser from 'webextension-polyfill'

/** The address of the tab in front: visible only where `activeTab` or site access allows it. */
export async function activeTabUrl(): Promise<string | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return tab?.url
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

/** The keys that open the popup, as the browser writes them; undefined when none are set. */
export async function shortcut(): Promise<string | undefined> {
  const commands = await browser.commands.getAll()
  return commands.find((command) => command.name === '_execute_action')?.shortcut || undefined
}
