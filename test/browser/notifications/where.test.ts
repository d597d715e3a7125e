import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertsOf, noAlert, oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { badgeText, discardTab, openTabs } from '../../support/browser/extension-api.ts'
import { readAll } from '../../support/browser/read-all.ts'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import { within } from '../../support/promised.ts'
import { waitFor } from '../../support/wait-for.ts'

/** An alert shows so soon, wherever it shows. */
const ALERT_MS = 1_000

const browsersOwn = {
  chromium: ['chrome://version', 'chrome://extensions'],
  firefox: ['about:license', 'about:support'],
}

describe.each(browserNames)('where an alert shows in %s', (name) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await startDesk(name)
  })
  afterAll(() => desk.close())

  it('is one toast, however many tabs and windows there are', async () => {
    const { browser, jonas, site } = desk
    const second = await browser.openWindow(site.url('plain'))
    const close = [
      await openTabs(browser, site.url('plain'), 9),
      await openTabs(browser, site.url('plain'), 9),
    ]
    const first = await desk.openInFront('strict')
    await jonas.publish('general', { text: 'To twenty tabs', priority: 4 })
    expect(await showsExactly(browser, oneToast)).toBeLessThan(within(ALERT_MS))
    expect(await first.extensionFrames()).toHaveLength(1)
    await readAll(desk)
    for (const closeTabs of close) await closeTabs()
    await second.close()
    await first.close()
  })

  it.each([...browsersOwn[name], 'view-source:'])(
    'is a notification of the system over %s',
    async (address) => {
      const { browser, jonas, site } = desk
      const url = address === 'view-source:' ? address + site.url('plain') : address
      const foreign = await browser.openForeign(url)
      await jonas.publish('general', { text: `Over ${address}`, priority: 4 })
      expect(await showsExactly(browser, oneNotification)).toBeLessThan(within(ALERT_MS))
      await readAll(desk)
      await foreign.close()
    },
  )

  it('leaves a tab discarded that is not in front, and comes once to one that is fetched back', async () => {
    const { browser, jonas, site } = desk
    const page = await desk.openInFront('strict')
    const tab = await discardTab(browser, site.url('dark'))
    await jonas.publish('general', { text: 'Beside a discarded tab', priority: 4 })
    expect(await showsExactly(browser, oneToast)).toBeLessThan(within(ALERT_MS))
    expect(await tab.isDiscarded()).toBe(true)
    await readAll(desk)

    await tab.activate()
    await jonas.publish('general', { text: 'Into a discarded tab', priority: 4 })
    await waitFor(async () => {
      const { toasts, notifications } = await alertsOf(browser)
      return toasts + notifications > 0
    }, 'an alert')
    const alerts = await alertsOf(browser)
    await showsExactly(browser, alerts.toasts > 0 ? oneToast : oneNotification)
    await readAll(desk)
    await tab.remove()
    await page.close()
  })

  it('is a notification over a full screen', async () => {
    const { browser, jonas } = desk
    const page = await desk.openInFront('plain')
    await page.evaluate(() => {
      document.body.addEventListener('click', () => void document.documentElement.requestFullscreen())
      document.querySelector('p')?.setAttribute('role', 'button')
      document.querySelector('p')?.setAttribute('aria-label', 'Full screen')
    }, undefined)
    await page.click('button', 'Full screen')
    await waitFor(() => page.evaluate(() => document.fullscreenElement !== null, undefined), 'full screen')
    await jonas.publish('general', { text: 'Over a film', priority: 4 })
    expect(await showsExactly(browser, oneNotification)).toBeLessThan(within(ALERT_MS))
    await readAll(desk)
    await page.evaluate(() => document.exitFullscreen(), undefined)
    await page.close()
  })

  it('is a notification of the system while another program is in front', async () => {
    const { browser, jonas } = desk
    const page = await desk.openInFront('plain')
    const program = await desk.otherProgram()
    await waitFor(() => page.evaluate(() => !document.hasFocus(), undefined), 'the window has lost the focus')
    await jonas.publish('general', { text: 'To somebody who writes a letter', priority: 4 })
    expect(await showsExactly(browser, oneNotification)).toBeLessThan(within(ALERT_MS))
    await readAll(desk)
    await program.close()
    await page.bringToFront()
    await waitFor(() => page.evaluate(() => document.hasFocus(), undefined), 'the window has the focus again')
    await jonas.publish('general', { text: 'To somebody who is back', priority: 4 })
    expect(await showsExactly(browser, oneToast)).toBeLessThan(within(ALERT_MS))
    await readAll(desk)
    await page.close()
  })

  it('is a notification of the system once site access has been removed', async () => {
    const { browser, jonas } = desk
    const page = await desk.openInFront('plain')
    await jonas.publish('general', { text: 'With access', priority: 4 })
    expect(await showsExactly(browser, oneToast)).toBeLessThan(within(ALERT_MS))
    await readAll(desk)

    await browser.setSiteAccess(false)
    await page.bringToFront()
    await jonas.publish('general', { text: 'Without access', priority: 4 })
    expect(await showsExactly(browser, oneNotification)).toBeLessThan(within(ALERT_MS))
    await readAll(desk)
    await waitFor(async () => (await badgeText(browser)) === '', 'the badge is empty')
    expect(await alertsOf(browser)).toEqual(noAlert)
    await browser.setSiteAccess(true)
    await page.close()
  })
})
