import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { alertsOf, oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import { layout, probe } from '../../support/browser/site/page-layout.ts'
import { startStage, type Stage } from '../../support/browser/stage.ts'
import { pageKinds, type PageName } from '../../support/browser/site/page-kinds.ts'
import { within } from '../../support/promised.ts'
import { waitFor } from '../../support/wait-for.ts'

/** One of each way to be hard; row P3 of `npm run faults` takes all kinds. */
const kinds: readonly PageName[] = [
  'no-permissions',
  'sandboxed',
  'sandboxed-without-scripts',
  'xhtml',
  'frameset',
  'styles-everything',
  'own-element',
  'modal',
  'svg',
  'pdf',
]

/** What the person's guarantee says of each page (faults.md P3 asks for 20). */
const ALERT_MS = 1_000

describe.each(browserNames)('pages of every kind in %s', (name) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'granted' })
  })
  afterAll(() => stage.close())

  it.each(kinds)('alerts once, and leaves the page as it was: %s', async (kind) => {
    const { browser, jonas, site } = stage
    const shows = pageKinds[kind][name]
    const page = await browser.openPage(site.url(kind))
    await page.bringToFront()
    await focusWindow(browser)
    const before = kind === 'pdf' ? undefined : await layout(page)

    await jonas.publish('general', { text: `Over ${kind}`, priority: 4 })
    const took = await showsExactly(browser, shows === 'toast' ? oneToast : oneNotification)
    expect(took).toBeLessThan(within(ALERT_MS))
    if (before !== undefined) expect((await layout(page)).places).toBe(before.places)

    const seq = jonas.entries('general').at(-1)?.seq
    await request(browser, 'seen', { room: 'general', seq })
    await waitFor(async () => {
      const { toasts, notifications } = await alertsOf(browser)
      return toasts + notifications === 0
    }, 'no alert')
    if (before !== undefined) expect(await layout(page)).toEqual(before)
    await page.close()
  })

  // In Firefox each installation has an address of its own, which no page knows.
  it.runIf(name === 'chromium')('answers no page that asks for its addresses', async () => {
    const { browser, site } = stage
    const page = await browser.openPage(site.url('plain'))
    const origin = await browser.inExtension(() => location.origin, undefined)
    expect(await page.evaluate(probe, `${origin}/`)).toEqual([])
    await page.close()
  })
})
