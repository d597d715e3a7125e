import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { focusWindow, request, setAttention } from '../support/browser/extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from '../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../support/browser/scene.ts'
import { readToast } from '../support/browser/toast.ts'
import { waitFor } from '../support/wait-for.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** Runs in the document: axe is put in by its source, since no page of ours would load it. */
async function runAxe(source: string): Promise<string[]> {
  const scope = globalThis as { axe?: { run(context: Document, options: object): Promise<AxeResult> } }
  if (scope.axe === undefined) new Function(source).call(globalThis)
  const options = {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    iframes: false,
    // A toast is a part of somebody else's page, which has its own headings.
    rules: { 'page-has-heading-one': { enabled: window.parent === window } },
  }
  const result = await scope.axe?.run(document, options)
  return (result?.violations ?? []).flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`),
  )
}

/** Runs in the document: what it is asked to look like. */
function appliedLook(): string {
  if (matchMedia('(forced-colors: active)').matches) return 'forced'
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

const violations = (frame: FrameUnderTest): Promise<string[]> => frame.evaluate(runAxe, axe)

const looks = ['light', 'dark', 'forced'] as const

describe.each(browserNames)('axe finds nothing in %s', (name) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene(name, { permissions: 'granted' })
    await setAttention(scene.browser, { urgent: true })
    await scene.jonas.publish('general', { text: 'Have a look at https://example.com/', priority: 2 })
    await scene.jonas.publish('general', { text: '@Mina?', title: 'A title', priority: 2 })
  })
  afterAll(() => scene.close())

  async function check(page: PageUnderTest, frame: FrameUnderTest): Promise<void> {
    for (const look of looks) {
      await page.setLook(look)
      await waitFor(async () => (await frame.evaluate(appliedLook, undefined)) === look, `it looks ${look}`)
      expect(await violations(frame), look).toEqual([])
    }
  }

  it.each(['popup/index.html', 'options/index.html', 'welcome/index.html'])('%s', async (path) => {
    const page = await scene.browser.openExtensionPage(path)
    await waitFor(
      () => page.evaluate(() => document.body.innerText.length > 50, undefined),
      'the page shows something',
    )
    await check(page, page)
    await page.close()
  })

  it('confirm/index.html', async () => {
    const { browser, jonas } = scene
    const { seq } = await jonas.publish('general', {
      text: 'Shall I?',
      priority: 2,
      actions: [{ type: 'http', label: 'Restart it', url: 'http://127.0.0.1:1/', method: 'POST' }],
    })
    const page = await browser.openExtensionPage(`confirm/index.html#general:${seq}:action-0`)
    await waitFor(() => page.has('heading', '“Restart it”?'), 'it asks')
    await check(page, page)
    await page.close()
  })

  it('toast: urgent with actions, and another one below', async () => {
    const { browser, jonas, site } = scene
    const page = await browser.openPage(site.url('plain'))
    await page.bringToFront()
    await focusWindow(browser)
    await jonas.publish('general', { text: 'A question for @Mina', title: 'Title', priority: 4 })
    await jonas.publish('general', {
      text: 'It burns',
      priority: 5,
      actions: [{ type: 'view', label: 'Where', url: 'https://example.com/' }],
    })
    const toast = await readToast(page, 'It burns')
    await check(page, toast)
    await request(browser, 'seen', { room: 'general', seq: jonas.entries('general').at(-1)?.seq })
    await page.close()
  })
})
