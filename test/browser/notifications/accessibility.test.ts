import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultDeviceSettings } from '../../../extension/shared/device-settings.ts'
import { defaultPersonSettings } from '../../../protocol/notification-settings.ts'
import { violationsIn } from '../../support/browser/axe.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from '../../support/browser/page-under-test.ts'
import { inviteToRooms, openRooms, readRooms } from '../../support/browser/rooms.ts'
import { startStage, type Stage } from '../../support/browser/stage.ts'
import { readToast, shownToast } from '../../support/browser/toast.ts'
import type { SpawnedServer } from '../../support/server/spawn-server.ts'

/** Cards stay until the test is done with them. */
const device = { ...defaultDeviceSettings, stay: null }

describe.each(browserNames)('what axe says in %s, in light, dark and forced colours, of a toast', (name) => {
  let stage: Stage
  let page: PageUnderTest
  beforeAll(async () => {
    const invite = (server: SpawnedServer) => inviteToRooms(server, ['ops'])
    stage = await startStage(name, { permissions: 'granted', invite })
    await openRooms(stage, ['ops'])
    await request(stage.browser, 'set-device', device)
    await request(stage.browser, 'change-settings', {
      of: 'person',
      settings: { ...defaultPersonSettings, urgent: true },
    })
    page = await stage.browser.openPage(stage.site.url('plain'))
    await page.bringToFront()
    await focusWindow(stage.browser)
  })
  afterAll(() => stage.close())

  const audits = async (frame: FrameUnderTest) => expect(await violationsIn(stage.browser, frame)).toEqual([])

  it('urgent, and a card with actions below', async () => {
    const { jonas } = stage
    await jonas.publish('general', { text: 'The disk is full', priority: 5 })
    await jonas.publish('general', {
      text: 'It is red',
      title: 'Build 43',
      priority: 4,
      actions: [
        { type: 'view', label: 'Open the log', url: 'https://ci.example.org/43' },
        { type: 'http', label: 'Run again', url: 'https://ci.example.org/43/run', method: 'POST' },
        { type: 'copy', label: 'Copy its number', value: '43' },
      ],
    })
    const toast = await shownToast(page, 'It is red')
    expect(await toast.evaluate(() => document.body.innerText, undefined)).toContain('The disk is full')
    await audits(toast)
    await readRooms(stage, ['general'])
  })

  // In another room: the fourth message within 10 s in one goes on a counted card.
  it('a mention, with its reply open', async () => {
    await stage.jonas.publish('ops', { text: '@Mina have you seen it?', priority: 4 })
    const toast = await readToast(page, '@Mina have you seen it?')
    await toast.click('button', 'Reply')
    await toast.type('textbox', 'Message #ops', 'On my way')
    await audits(toast)
  })

  it('while texts are hidden', async () => {
    await request(stage.browser, 'set-device', { ...device, hideText: true })
    const toast = await shownToast(page, 'New message in #ops')
    await audits(toast)
  })
})
