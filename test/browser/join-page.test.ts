import { expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { launchBrowser } from '../support/browser/launch-browser.ts'
import { spawnServer } from '../support/server/spawn-server.ts'

it.each(browserNames)(
  'the page of an invite shows no secret in its address, and still has it after a reload and on the way back, in %s',
  async (name) => {
    const ends: (() => unknown)[] = []
    try {
      const server = await spawnServer()
      ends.push(() => server.stop())
      const browser = await launchBrowser(name, { permissions: 'none' })
      ends.push(browser.close)
      const page = await browser.openPage(server.invite)
      const expectInvite = async (): Promise<void> => {
        expect(await page.text('textbox', 'Invite link')).toBe(server.invite)
        expect(await page.evaluate(() => location.href, undefined)).toBe(`${server.url}/join`)
      }
      await expectInvite()
      await page.reload()
      await expectInvite()
      await page.click('link', 'Get Backchannel')
      expect(await page.text('heading', 'Get Backchannel')).toBe('Get Backchannel')
      await page.runScript('history.back()')
      await expectInvite()
    } finally {
      for (const end of ends.reverse()) await end()
    }
  },
)
