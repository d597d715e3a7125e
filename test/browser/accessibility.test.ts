import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AboutKind } from '../../protocol/entry-kinds.ts'
import { defaultPersonSettings } from '../../protocol/notification-settings.ts'
import { defaultDeviceSettings } from '../../extension/shared/device-settings.ts'
import type { MessageView } from '../../extension/shared/requests.ts'
import { violationsIn } from '../support/browser/axe.ts'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { request } from '../support/browser/extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from '../support/browser/page-under-test.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { waitFor } from '../support/wait-for.ts'

const actions = [
  { type: 'view', label: 'Open the log', url: 'https://ci.example.org/42' },
  { type: 'http', label: 'Run again', url: 'https://ci.example.org/42/run', method: 'POST' },
  { type: 'copy', label: 'Copy its number', value: '42' },
] as const
/** Cards stay until the test is done with them. */
const device = { ...defaultDeviceSettings, stay: null }

describe.each(browserNames)('what axe says in %s, in light, dark and forced colours, of', (name) => {
  let stage: Stage
  let urgent: number
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'granted' })
    const { browser, jonas } = stage
    await request(browser, 'set-device', device)
    const settings = { ...defaultPersonSettings, urgent: true, keywords: ['deploy'] }
    await request(browser, 'change-settings', { of: 'person', settings })
    // The fourth within 10 s would be counted on one card: of these one alone counts.
    await jonas.publish('general', { text: 'See https://example.org/ and tell me. 안녕하세요', priority: 1 })
    await jonas.publish('general', {
      text: '@Mina it is red',
      title: 'Nightly build',
      priority: 4,
      actions: [...actions],
    })
    urgent = (await jonas.publish('general', { text: 'The disk is full', priority: 5 })).seq
  })
  afterAll(() => stage.close())

  const audits = async (frame: FrameUnderTest) => expect(await violationsIn(stage.browser, frame)).toEqual([])

  async function openPopup(): Promise<PageUnderTest> {
    const popup = await stage.browser.openExtensionPage('popup/index.html')
    await popup.setSize(380, 560)
    await showsMessage(popup, 'The disk is full')
    return popup
  }
  it('the popup with messages of all kinds', async () => {
    const popup = await openPopup()
    await popup.type('textbox', 'Message', 'half typed')
    await audits(popup)
    await popup.close()
  })

  it.each([
    ['the bell', 'Notifications'],
    ['a room', 'Notify me about #general'],
  ])('the open menu of %s', async (_, label) => {
    const popup = await openPopup()
    await popup.click('button', label)
    await audits(popup)
    await popup.close()
  })

  it.each([
    ['its bar', 'Home'],
    ['the choice of a reaction', '+'],
    ['a reply to it', 'r'],
  ])('a message with %s', async (_, key) => {
    const popup = await openPopup()
    const focusLast = () => [...document.querySelectorAll<HTMLElement>('article[data-seq]')].at(-1)?.focus()
    await popup.evaluate(focusLast, undefined)
    await popup.press(key)
    await audits(popup)
    await popup.close()
  })

  it('messages that changed, and the list of pins', async () => {
    const { channel } = stage.jonas
    const about = (await stage.jonas.publish('general', { text: 'Frist try' })).seq
    const append = (kind: AboutKind, body: Record<string, unknown>) =>
      channel.append({ room: 'general', id: randomUUID(), kind, about, body })
    await append('edit', { text: 'First try' })
    await append('reaction', { emoji: '👍', on: true })
    await append('pin', { on: true })
    const popup = await openPopup()
    await popup.click('button', 'Pinned: 1')
    await audits(popup)
    await popup.press('Escape')
    await popup.click('button', '(edited)')
    await audits(popup)
    await popup.close()
  })

  it('a request of a message that asks first', async () => {
    const popup = await openPopup()
    await popup.click('button', 'Run again')
    await popup.has('button', 'Do it')
    await audits(popup)
    await popup.close()
  })

  it.each(['claim', 'action-0'])('the page that confirms: %s', async (what) => {
    const seq = what === 'claim' ? urgent : urgent - 1
    const message = { room: 'general', seq }
    const { value } = await request<{ value: MessageView }>(stage.browser, 'message', message)
    const page = await stage.browser.openExtensionPage(
      `confirm/index.html#general:${value.logId}:${seq}:${what}`,
    )
    await waitFor(() => page.evaluate(() => document.querySelector('button') !== null, undefined), 'it asks')
    await audits(page)
    await page.close()
  })

  it.each(['options/index.html', 'welcome/index.html'])('%s', async (path) => {
    const page = await stage.browser.openExtensionPage(path)
    await waitFor(() => page.evaluate(() => document.querySelector('h1') !== null, undefined), 'its heading')
    await audits(page)
    await page.close()
  })

  it('the pages of somebody who has not joined', async () => {
    const { browser } = stage
    await request(browser, 'leave', {})
    for (const path of ['welcome', 'options', 'popup']) {
      const page = await browser.openExtensionPage(`${path}/index.html`)
      await waitFor(() => page.evaluate(() => document.querySelector('button') !== null, undefined), path)
      await audits(page)
      await page.close()
    }
  })
})
