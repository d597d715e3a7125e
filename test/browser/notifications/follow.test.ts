import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import { goWhereNoCardIs } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { readAll } from '../../support/browser/read-all.ts'
import { readToast, shownToast, toastIsGone } from '../../support/browser/toast.ts'
import { waitFor } from '../../support/wait-for.ts'

const reply = 'Message #general'

describe.each(browserNames)('the toast follows the person in %s', (name) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await startDesk(name)
  })
  afterAll(() => desk.close())

  /** Begins a reply in one page, goes on with it in the other. */
  async function replyAcross(from: PageUnderTest, goOn: () => Promise<PageUnderTest>, text: string) {
    const { browser, jonas } = desk
    await jonas.publish('general', { text, priority: 4 })
    const toast = await readToast(from, text)
    await toast.click('button', 'Reply')
    await toast.type('textbox', reply, 'On my w')

    const to = await goOn()
    const moved = await shownToast(to, text)
    await waitFor(() => moved.has('textbox', reply), 'the reply goes on')
    expect(await moved.text('textbox', reply)).toBe('On my w')
    await toastIsGone(from)
    await showsExactly(browser, oneToast)

    await moved.type('textbox', reply, `ay, ${text}`)
    await moved.pressOn('textbox', reply, ['Enter'])
    await jonas.receive('general', `On my way, ${text}`)
    await toastIsGone(to)
    await to.close()
  }

  it('to another tab, with what is half typed', async () => {
    const first = await desk.openInFront('plain')
    await replyAcross(first, () => desk.openInFront('strict'), 'in another tab')
    await first.close()
  })

  it('to another window, with what is half typed', async () => {
    const { browser, site } = desk
    const first = await desk.openInFront('plain')
    await replyAcross(first, () => browser.openWindow(site.url('dark')), 'in another window')
    await first.close()
  })

  it('back and forth, and to another page in the same tab', async () => {
    const { browser, jonas, site } = desk
    const first = await desk.openInFront('plain')
    const second = await desk.openInFront('dark')
    await jonas.publish('general', { text: 'Come along', priority: 4 })
    await shownToast(second, 'Come along')
    await first.bringToFront()
    await shownToast(first, 'Come along')
    await toastIsGone(second)
    await second.bringToFront()
    await shownToast(second, 'Come along')
    await toastIsGone(first)
    await showsExactly(browser, oneToast)

    await second.evaluate((url) => void setTimeout(() => location.assign(url)), site.url('strict'))
    const address = (): Promise<string> => second.evaluate(() => location.href, undefined).catch(() => '')
    await waitFor(async () => (await address()) === site.url('strict'), 'the other page is there')
    await shownToast(second, 'Come along')
    await showsExactly(browser, oneToast)
    await readAll(desk)
    await second.close()
    await first.close()
  })

  it('or is a notification of the system, once, when its own tab goes where no card can be', async () => {
    const { browser, jonas, site } = desk
    const page = await desk.openInFront('plain')
    await jonas.publish('general', { text: 'You are leaving', priority: 4 })
    await shownToast(page, 'You are leaving')
    await goWhereNoCardIs(browser, site.url('plain'))
    await showsExactly(browser, oneNotification)
    await readAll(desk)
    await page.close()
  })

  it('and when its tab is closed in front of such a page', async () => {
    const { browser, jonas } = desk
    const options = await browser.openExtensionPage('options/index.html')
    const page = await desk.openInFront('plain')
    await jonas.publish('general', { text: 'You are closing', priority: 4 })
    await shownToast(page, 'You are closing')
    await options.bringToFront()
    await showsExactly(browser, oneToast)
    await page.close()
    await showsExactly(browser, oneNotification)
    await readAll(desk)
    await options.close()
  })
})
