import { expect, it } from 'vitest'
import { browserNames, type BrowserUnderTest } from '../support/browser/browser-under-test.ts'
import { startXvfb } from '../support/browser/display/xvfb.ts'
import { keyboardOf, type Keyboard } from '../support/browser/display/xdotool.ts'
import { focusedInPopup, grantedPermissions } from '../support/browser/extension-api.ts'
import { launchBrowser } from '../support/browser/launch-browser.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { messages, welcomePage } from '../support/browser/stage.ts'
import { startTestSite } from '../support/browser/site/test-site.ts'
import { shownToast } from '../support/browser/toast.ts'
import { joinAsNodeClient } from '../support/channel/node-client.ts'
import { spawnServer } from '../support/server/spawn-server.ts'
import { waitFor } from '../support/wait-for.ts'

/** Chromium lets nobody answer a prompt before this has passed, in milliseconds. */
const PROMPT_PROTECTED_MS = 500

/** Opens the popup as a person does, and presses its first button that is named so. */
async function pressInPopup(browser: BrowserUnderTest, keyboard: Keyboard, name: string): Promise<void> {
  await keyboard.focus(browser.name)
  await keyboard.press('alt+shift+y')
  await waitFor(async () => (await focusedInPopup(browser)) !== undefined, 'the popup is open')
  await waitFor(async () => {
    if ((await focusedInPopup(browser))?.startsWith(name) === true) return true
    await keyboard.press('Tab')
    return false
  }, `the focus is on "${name}"`)
  await keyboard.press('Return')
}

async function acceptPrompt(
  browser: BrowserUnderTest,
  page: PageUnderTest,
  keyboard: Keyboard,
): Promise<void> {
  const granted = async (): Promise<boolean> => (await grantedPermissions(browser)).origins.length > 0
  if (browser.name === 'firefox') {
    await waitFor(async () => {
      await keyboard.press('alt+a')
      return granted()
    }, 'the permissions are granted')
    return
  }
  await waitFor(
    async () => !(await page.evaluate(() => document.hasFocus(), undefined)),
    'the prompt is open',
  )
  await new Promise((resolve) => setTimeout(resolve, 2 * PROMPT_PROTECTED_MS))
  await keyboard.press('Tab', 'Return')
  await waitFor(granted, 'the permissions are granted')
}

it.each(browserNames)(
  'the real path in %s: shortcut, popup, join, permission prompt, toast',
  async (name) => {
    const ends: (() => unknown)[] = []
    try {
      const server = await spawnServer()
      ends.push(() => server.stop())
      const site = await startTestSite()
      ends.push(site.close)
      const display = await startXvfb()
      ends.push(display.close)
      const keyboard = keyboardOf(display.name)
      const browser = await launchBrowser(name, { permissions: 'none', display: display.name })
      ends.push(browser.close)
      await (await welcomePage(browser)).close()

      const invite = await browser.openPage(server.invite)
      await invite.bringToFront()
      await pressInPopup(browser, keyboard, `Join 127.0.0.1:${server.port}`)

      const welcome = await welcomePage(browser)
      expect(await welcome.text('textbox', 'Invite link')).toBe(server.invite)
      await keyboard.type('Mina')
      await keyboard.press('Return')
      await waitFor(() => welcome.has('log', messages), 'Mina has joined')
      await welcome.click('button', 'Show messages')
      await acceptPrompt(browser, welcome, keyboard)
      expect(await grantedPermissions(browser)).toMatchObject({ origins: ['<all_urls>'] })

      const jonas = await joinAsNodeClient(server.invite, 'Jonas')
      ends.push(() => jonas.close())
      const page = await browser.openPage(site.url('strict'))
      await page.bringToFront()
      await jonas.send('general', 'Welcome, Mina')
      await shownToast(page, 'Welcome, Mina')
    } finally {
      for (const end of ends.reverse()) await end()
    }
  },
)
