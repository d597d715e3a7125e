import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertsOf, noAlert, oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import {
  browserNames,
  type BrowserName,
  type BrowserUnderTest,
} from '../../support/browser/browser-under-test.ts'
import { badgeText, focusWindow, request, setSettings } from '../../support/browser/extension-api.ts'
import { launchBrowser } from '../../support/browser/launch-browser.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { joinIn, startStage, welcomePage, type Stage } from '../../support/browser/stage.ts'
import { readToast } from '../../support/browser/toast.ts'
import { within } from '../../support/promised.ts'
import { waitFor } from '../../support/wait-for.ts'

/** What is done with in one browser is gone from the other so soon. */
const GONE_MS = 1_000

const other: Record<BrowserName, BrowserName> = { chromium: 'firefox', firefox: 'chromium' }

interface Link {
  ok: boolean
  value: { link: string }
}

describe('one person in two browsers', () => {
  let stage: Stage
  let browsers: Record<BrowserName, BrowserUnderTest>
  let fronts: Record<BrowserName, PageUnderTest>

  beforeAll(async () => {
    stage = await startStage('chromium', { permissions: 'granted' })
    const { browser: chromium, site } = stage
    const firefox = await launchBrowser('firefox', { permissions: 'granted' })
    browsers = { chromium, firefox }
    const { value } = await request<Link>(chromium, 'add-browser', {})
    await joinIn(await welcomePage(firefox), value.link)
    fronts = {
      chromium: await chromium.openPage(site.url('plain')),
      firefox: await firefox.openPage(site.url('plain')),
    }
    await setSettings(chromium, { urgent: true })
  })
  afterAll(async () => {
    await browsers.firefox.close()
    await stage.close()
  })

  async function toFront(name: BrowserName): Promise<PageUnderTest> {
    await fronts[name].bringToFront()
    await focusWindow(browsers[name])
    return fronts[name]
  }

  /** Raises an alert in both: a toast in the one, a toast or a notification of the system in the other. */
  async function alertBoth(here: BrowserName, text: string, there: 'toast' | 'system', priority: 4 | 5 = 4) {
    const away = browsers[other[here]]
    const foreign =
      there === 'system'
        ? await away.openForeign(away.name === 'chromium' ? 'chrome://version' : 'about:license')
        : undefined
    if (there === 'toast') await toFront(other[here])
    else await focusWindow(away)
    const page = await toFront(here)
    await stage.jonas.publish('general', { text, priority })
    await showsExactly(browsers[here], oneToast)
    await showsExactly(away, there === 'toast' ? oneToast : oneNotification)
    await waitFor(async () => (await badgeText(away)) === '1', 'the badge counts it')
    return { toast: await readToast(page, text), close: async () => foreign?.close() }
  }

  async function goneEverywhere(): Promise<void> {
    const began = Date.now()
    for (const name of browserNames) {
      await waitFor(async () => {
        const { toasts, notifications } = await alertsOf(browsers[name])
        return toasts + notifications === 0 && (await badgeText(browsers[name])) === ''
      }, `nothing tells of it in ${name}`)
    }
    expect(Date.now() - began).toBeLessThan(within(GONE_MS))
    for (const name of browserNames) await showsExactly(browsers[name], noAlert)
  }

  describe.each(browserNames)('acts in %s', (here) => {
    it.each(['toast', 'system'] as const)('dismissed here, gone there (%s)', async (there) => {
      const { toast, close } = await alertBoth(here, `Dismiss me in ${here}, ${there}`, there)
      await toast.click('button', 'Dismiss')
      await goneEverywhere()
      await close()
    })

    it('answered here, gone there', async () => {
      const { toast, close } = await alertBoth(here, `Answer me in ${here}`, 'system')
      await toast.click('button', 'Reply')
      await toast.type('textbox', 'Message #general', `By ${here}`)
      await toast.pressOn('textbox', 'Message #general', ['Enter'])
      const away = browsers[other[here]]
      await waitFor(async () => (await alertsOf(away)).notifications === 0, 'gone there', within(GONE_MS))
      await stage.jonas.receive('general', `By ${here}`)
      await goneEverywhere()
      await close()
    })

    it('read in the popup here, gone there', async () => {
      const { close } = await alertBoth(here, `Read me in ${here}`, 'toast')
      const popup = await browsers[here].openExtensionPage('popup/index.html')
      await popup.bringToFront()
      await focusWindow(browsers[here])
      await waitFor(async () => (await badgeText(browsers[here])) === '', 'it is read')
      await goneEverywhere()
      await popup.close()
      await close()
    })

    it('urgent, acknowledged here, gone there', async () => {
      const { toast, close } = await alertBoth(here, `Acknowledge me in ${here}`, 'toast', 5)
      await toast.click('button', 'Acknowledge')
      if (here === 'firefox') {
        // A page could have moved the toast under the pointer, and Firefox does not report it: a page of our own asks.
        let confirm: PageUnderTest | undefined
        await waitFor(async () => {
          confirm = await browsers.firefox.extensionPage('confirm/index.html')
          return (await confirm?.has('button', 'Acknowledge')) === true
        }, 'a page of our own asks')
        await new Promise((resolve) => setTimeout(resolve, 700))
        await confirm?.click('button', 'Acknowledge')
        await goneEverywhere()
        await confirm?.close().catch(() => undefined)
      } else await goneEverywhere()
      await close()
    })
  })

  it('somebody else has it: that is said everywhere, and then it is gone', async () => {
    const { toast, close } = await alertBoth('chromium', 'Who takes it?', 'toast', 5)
    const seq = stage.jonas.entries('general').at(-1)?.seq
    if (seq === undefined) throw new Error('unreachable')
    await stage.jonas.claim('general', seq)
    await waitFor(
      async () => (await toast.evaluate(() => document.body.innerText, undefined)).includes('Jonas has it'),
      'the card says who has it',
    )
    for (const name of browserNames) {
      await waitFor(async () => (await alertsOf(browsers[name])).toasts === 0, `it is gone in ${name}`)
      await showsExactly(browsers[name], noAlert)
    }
    await close()
  })
})
