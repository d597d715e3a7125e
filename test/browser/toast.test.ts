import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { badgeText, focusWindow, notificationIds } from '../support/browser/extension-api.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { readAll } from '../support/browser/read-all.ts'
import { recorded } from '../support/browser/recorded.ts'
import { startStage, type Stage } from '../support/browser/stage.ts'
import { readToast, shownToast, toastIsGone } from '../support/browser/toast.ts'
import type { PageName } from '../support/browser/site/page-kinds.ts'
import { waitFor } from '../support/wait-for.ts'

/** A word that is in the message and nowhere else. */
const secret = 'Rendezvous'

declare global {
  interface Window {
    internals: ElementInternals[]
    blocked: boolean[]
  }
}

/** Runs in the page: gets hold of all that the page may know of an element that it defines. */
function defineToast(): void {
  window.internals = []
  const own = class extends HTMLElement {
    constructor() {
      super()
      window.internals.push(this.attachInternals())
    }
  }
  customElements.define('backchannel-toast', own)
}

/** Runs in the page: notes whether a host that has just come, invisible, takes the clicks at its place. */
function noteWhatIsBlocked(): void {
  window.blocked = []
  const observer = new MutationObserver(() => {
    const host = document.querySelector('backchannel-toast')
    if (host === null) return
    const { left, top, width, height } = host.getBoundingClientRect()
    window.blocked.push(document.elementFromPoint(left + width / 2, top + height / 2) === host)
    observer.disconnect()
  })
  observer.observe(document.documentElement, { childList: true })
}

/** Runs in the page: what it can get hold of that moves the toast, or lies over it. */
function partsInReach(): { animations: number; boxes: string[] } {
  const host = document.querySelector('backchannel-toast')
  if (host === null) throw new Error('no toast')
  const sheet = document.createElement('style')
  const wanted = 'content: "You have won" !important; display: block !important; position: fixed; inset: 0'
  sheet.textContent = ['before', 'after', 'backdrop']
    .map((box) => `backchannel-toast::${box} { ${wanted} }`)
    .join('\n')
  document.head.append(sheet)
  const animations = [host, document.documentElement].flatMap((element) =>
    element.getAnimations({ subtree: true }),
  )
  return {
    animations: animations.length + document.getAnimations().length,
    boxes: ['::before', '::after', '::backdrop'].map((box) => getComputedStyle(host, box).display),
  }
}

/** How many shadow roots the page has got hold of. */
const rootsFound = (): number => window.internals.filter(({ shadowRoot }) => shadowRoot !== null).length

describe.each(browserNames)('toast in %s', (name) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'granted' })
  })
  afterAll(() => stage.close())

  async function openInFront(page: PageName): Promise<PageUnderTest> {
    const opened = await stage.browser.openPage(stage.site.url(page))
    await opened.bringToFront()
    await focusWindow(stage.browser)
    return opened
  }

  // Priority 4, here and below: a minute has six cards of priority 3.
  it.each(['plain', 'strict', 'isolated'] as const)(
    'shows on the page in front (%s), which learns nothing of it',
    async (kind) => {
      const page = await openInFront(kind)
      const before = await recorded(page)
      await stage.jonas.publish('general', { text: `${secret} on ${kind}?`, priority: 4 })

      const toast = await readToast(page, `${secret} on ${kind}?`)
      expect(await toast.evaluate(() => document.body.innerText, undefined)).toMatch(/Jonas[^]*#general/)
      const meanwhile = await recorded(page)
      expect(meanwhile.html).toContain('<backchannel-toast')
      await toast.click('button', 'Dismiss')
      await toastIsGone(page)

      const after = await recorded(page)
      for (const noticed of [meanwhile, after]) {
        expect(JSON.stringify(noticed)).not.toMatch(new RegExp(`${secret}|Jonas|general|extension:`))
        expect(noticed.resources).toEqual(before.resources)
        expect(noticed.frames).toBe(0)
      }
      expect(after.nodes).toBe(before.nodes)
      expect(after.events.filter((event) => /^(message|securitypolicyviolation)/.test(event))).toEqual(
        before.events.filter((event) => /^(message|securitypolicyviolation)/.test(event)),
      )
      expect(await notificationIds(stage.browser)).toEqual([])
      await page.close()
    },
  )

  it('keeps the keys that are pressed in it from the page', async () => {
    const page = await openInFront('strict')
    await stage.jonas.publish('general', { text: 'Press something', priority: 4 })
    const toast = await shownToast(page, 'Press something')
    await toast.pressOn('button', 'Open', ['q', 'w', 'Escape'])
    await toastIsGone(page)

    const { events } = await recorded(page)
    expect(events.filter((event) => /^(key|beforeinput|input|composition)/.test(event))).toEqual([])
    await page.close()
  })

  // Of priority 4: the tests before these have used up the minute's cards.
  it('does not show what Mina wrote herself', async () => {
    const { browser, jonas } = stage
    const popup = await browser.openExtensionPage('popup/index.html')
    await popup.type('textbox', 'Message', 'By myself')
    await popup.press('Enter')
    const page = await openInFront('plain')
    await jonas.receive('general', 'By myself')
    await jonas.publish('general', { text: 'By somebody else', priority: 4 })
    const toast = await shownToast(page, 'By somebody else')
    expect(await toast.evaluate(() => document.body.innerText, undefined)).not.toMatch(/myself|more/)
    await popup.close()
    await page.close()
  })

  it('gives way to a newer one', async () => {
    const page = await openInFront('plain')
    await stage.jonas.publish('general', { text: 'The first', priority: 4 })
    await shownToast(page, 'The first')
    await stage.jonas.publish('general', { text: 'The second', priority: 4 })
    await shownToast(page, 'The second')
    expect(await page.extensionFrames()).toHaveLength(1)
    await page.close()
  })

  it('leaves the badge to count what is unread', async () => {
    await waitFor(async () => Number(await badgeText(stage.browser)) > 0, 'the badge counts')
  })

  it('is an OS notification where no page can show it', async () => {
    const { browser, jonas } = stage
    const page = await browser.openPage(name === 'chromium' ? 'chrome://version' : 'about:license')
    await page.bringToFront()
    await focusWindow(browser)
    // The cards of the pages that were closed before may have gone to the system.
    await readAll(stage)
    await jonas.publish('general', { text: 'No page here', priority: 4 })
    await waitFor(async () => (await notificationIds(browser)).length === 1, 'an OS notification')
    const entry = jonas.entries('general').at(-1)
    const [id] = await notificationIds(browser)
    expect(id).toMatch(new RegExp(`:${entry?.seq}$`))
    await page.close()
  })

  it('keeps its root from a page that has defined the element', async () => {
    const { browser, jonas } = stage
    const page = await openInFront('plain')
    await page.evaluate(defineToast, undefined)
    await jonas.publish('general', { text: 'To a page that waits for it', priority: 4 })
    const id = `:${jonas.entries('general').at(-1)?.seq}`
    const notified = async () => (await notificationIds(browser)).some((shown) => shown.endsWith(id))
    await waitFor(
      async () => (await notified()) || (await page.extensionFrames()).length > 0,
      'it is shown somewhere',
    )
    expect(await page.evaluate(rootsFound, undefined)).toBe(0)
    await page.close()
  })

  it('keeps its root from a page that defines the element while it shows', async () => {
    const page = await openInFront('plain')
    await stage.jonas.publish('general', { text: 'To a page that watches', priority: 4 })
    await shownToast(page, 'To a page that watches')
    await page.evaluate(defineToast, undefined)
    expect(await page.evaluate(rootsFound, undefined)).toBe(0)
    await page.close()
  })

  it('leaves the page its clicks while it cannot be seen', async () => {
    const page = await openInFront('plain')
    await page.evaluate(noteWhatIsBlocked, undefined)
    await stage.jonas.publish('general', { text: 'To a page that is being used', priority: 4 })
    await shownToast(page, 'To a page that is being used')
    expect(await page.evaluate(() => window.blocked, undefined)).toEqual([false])
    await page.close()
  })

  it('leaves a page nothing to move it by, and nothing to lay over it from inside', async () => {
    const page = await openInFront('plain')
    await stage.jonas.publish('general', { text: 'To a page that reaches for it', priority: 4 })
    await shownToast(page, 'To a page that reaches for it')
    expect(await page.evaluate(partsInReach, undefined)).toEqual({
      animations: 0,
      boxes: ['none', 'none', 'none'],
    })
    const { events } = await recorded(page)
    expect(events.filter((event) => /^(transition|animation)/.test(event))).toEqual([])
    await page.close()
  })

  it('puts nothing into a page that gets none', async () => {
    const { browser, jonas, site } = stage
    const aside = await browser.openPage(site.url('plain'))
    const before = await recorded(aside)
    const front = await openInFront('strict')
    await jonas.publish('general', { text: 'Only in front', priority: 4 })
    await shownToast(front, 'Only in front')

    const after = await recorded(aside)
    expect(after.html).toBe(before.html)
    expect(after.nodes).toBe(before.nodes)
    expect(after.resources).toEqual(before.resources)
    expect(await aside.extensionFrames()).toEqual([])
    await aside.close()
    await front.close()
  })
})
