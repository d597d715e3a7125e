import { joinAsNodeClient, type NodeClient } from '../channel/node-client.ts'
import { spawnServer, type SpawnedServer } from '../server/spawn-server.ts'
import { waitFor } from '../wait-for.ts'
import type { BrowserName, BrowserUnderTest, LaunchOptions } from './browser-under-test.ts'
import { launchBrowser } from './launch-browser.ts'
import type { PageUnderTest } from './page-under-test.ts'
import { startTestSite, type TestSite } from './site/test-site.ts'

/** Two people in one room of a server of its own: Mina with a real browser, Jonas with the same channel in Node. */
export interface Stage {
  server: SpawnedServer
  browser: BrowserUnderTest
  jonas: NodeClient
  site: TestSite
  close(): Promise<void>
}

export const messages = 'Messages in general'

export interface StageOptions extends LaunchOptions {
  /** The server's folder, to start another one on it; a temporary one when left out. */
  dataDir?: string
  /** Further settings of the server. */
  serverEnv?: Record<string, string>
  /** Makes the link that both join by; the one that the server's start printed when left out. */
  invite?: (server: SpawnedServer) => Promise<string>
}

/** Each part ends even if others did not start. */
export async function startStage(name: BrowserName, options: StageOptions): Promise<Stage> {
  const ends: (() => unknown)[] = []
  const close = async (): Promise<void> => void (await Promise.all(ends.splice(0).map((end) => end())))
  async function begin<T>(part: Promise<T>, end: (part: T) => unknown): Promise<T> {
    const begun = await part
    ends.push(() => end(begun))
    return begun
  }
  const { dataDir, serverEnv: env = {} } = options
  const parts = [
    begin(spawnServer(dataDir === undefined ? { env } : { env, dataDir }), (server) => server.stop()),
    begin(startTestSite(), (site) => site.close()),
    begin(launchBrowser(name, options), (browser) => browser.close()),
  ] as const
  try {
    const [server, site, browser] = await Promise.all(parts)
    const invite = (await options.invite?.(server)) ?? server.invite
    await joinIn(await welcomePage(browser), invite, 'Mina')
    const jonas = await joinAsNodeClient(invite, 'Jonas')
    ends.push(() => jonas.close())
    return { server, browser, jonas, site, close }
  } catch (error) {
    await Promise.allSettled(parts)
    await close()
    throw error
  }
}

/** Joins in the page that is made for it, as a person does, and closes that. A link that adds a browser asks for no name. */
export async function joinIn(welcome: PageUnderTest, invite: string, name?: string): Promise<void> {
  await welcome.type('textbox', 'Invite link', invite)
  if (name !== undefined) await welcome.type('textbox', 'Your name', name)
  await welcome.click('button', 'Join')
  await waitFor(() => welcome.has('log', messages), `${name ?? 'another browser'} has joined`)
  await welcome.close()
}

/** The tab for joining, which the extension opens itself, once its form is there. */
export async function welcomePage(browser: BrowserUnderTest): Promise<PageUnderTest> {
  let page: PageUnderTest | undefined
  await waitFor(async () => {
    page = await browser.extensionPage('welcome/index.html')
    return (await page?.has('button', 'Join')) === true
  }, 'the tab that opens when the extension is installed')
  if (page === undefined) throw new Error('unreachable')
  return page
}

/** Settles when the page shows this text in its log. */
export const showsMessage = (page: PageUnderTest, text: string): Promise<void> =>
  waitFor(async () => (await page.text('log', messages)).includes(text), `"${text}" shows`)
