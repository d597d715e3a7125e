import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { noAlert, oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { pageKinds, type PageName } from '../../support/browser/site/page-kinds.ts'

/** What the person's guarantee says of each page (faults.md P3 asks for 20). */
const WITHIN_MS = 1_000

interface Layout {
  nodes: number
  frames: number
  /** Where every element of the body stands. */
  places: string
}

/** Runs in the page, of any kind: what it is made of, and where it stands. */
function layoutOf(): Layout {
  const elements = [...document.querySelectorAll('*')].filter(
    (element) => element.localName !== 'backchannel-toast',
  )
  const places = elements.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return [x, y, width, height].map(Math.round).join(' ')
  })
  return { nodes: document.querySelectorAll('*').length, frames: window.length, places: places.join('\n') }
}

const layout = (page: PageUnderTest): Promise<Layout> => page.evaluate(layoutOf, undefined)

/** Asks for every address of the extension that a page may know, in each way that a page may ask. */
async function probe(origin: string): Promise<string[]> {
  const files = [
    'toast/index.html',
    'manifest.json',
    'popup/index.html',
    'icons/128.png',
    'background/main.js',
  ]
  const loads = (make: () => HTMLElement): Promise<boolean> =>
    new Promise((resolve) => {
      const element = make()
      element.addEventListener('load', () => resolve(true))
      element.addEventListener('error', () => resolve(false))
      document.body.append(element)
      setTimeout(() => resolve(false), 300)
    })
  const answered: string[] = []
  for (const file of files) {
    const url = origin + file
    const fetched = await fetch(url).then(
      () => true,
      () => false,
    )
    const image = await loads(() => Object.assign(new Image(), { src: url }))
    const script = await loads(() => Object.assign(document.createElement('script'), { src: url }))
    if (fetched || image || script) answered.push(file)
  }
  return answered
}

describe.each(browserNames)('pages of every kind in %s', (name) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene(name, { permissions: 'granted' })
  })
  afterAll(() => scene.close())

  it.each(Object.keys(pageKinds) as PageName[])(
    'tells once, and leaves the page as it was: %s',
    async (kind) => {
      const { browser, jonas, site } = scene
      const shows = pageKinds[kind][name]
      const page = await browser.openPage(site.url(kind))
      await page.bringToFront()
      await focusWindow(browser)
      const before = kind === 'pdf' ? undefined : await layout(page)

      await jonas.publish('general', { text: `Over ${kind}`, priority: 4 })
      const took = await showsExactly(browser, shows === 'toast' ? oneToast : oneNotification)
      expect(took).toBeLessThan(WITHIN_MS)
      if (before !== undefined) expect((await layout(page)).places).toBe(before.places)

      const seq = jonas.entries('general').at(-1)?.seq
      await request(browser, 'seen', { room: 'general', seq })
      await showsExactly(browser, noAlert)
      if (before !== undefined) expect(await layout(page)).toEqual(before)
      await page.close()
    },
  )

  // In Firefox each installation has an address of its own, which no page knows.
  it.runIf(name === 'chromium')('answers no page that asks for its addresses', async () => {
    const { browser, site } = scene
    const page = await browser.openPage(site.url('plain'))
    const origin = await browser.inExtension(() => location.origin, undefined)
    expect(await page.evaluate(probe, `${origin}/`)).toEqual([])
    await page.close()
  })
})
