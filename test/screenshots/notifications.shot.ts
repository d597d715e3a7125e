import { afterAll, beforeAll, test } from 'vitest'
import { defaultPersonSettings } from '../../protocol/notification-settings.ts'
import { defaultDeviceSettings } from '../../extension/shared/device-settings.ts'
import { focusWindow, request } from '../support/browser/extension-api.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { readToast, toastIsGone } from '../support/browser/toast.ts'
import { serve } from './serve.ts'
import { shootBoth, writeSheet, type Shot } from './sheets.ts'
import type { Published } from '../support/channel/node-client.ts'

/** The pictures of docs/notifications.md: cards, popup and options, each in light and dark. */
const blank = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Blank</title>
<style>:root{color-scheme:light dark;background:light-dark(#e9eceb,#0d1010)}</style></html>`

let stage: Stage
const folder = temporaryFolder('sheets')
const device = { ...defaultDeviceSettings, stay: null }
beforeAll(async () => {
  stage = await startStage('chromium', { permissions: 'granted' })
  await request(stage.browser, 'set-device', device)
  const settings = { ...defaultPersonSettings, urgent: true }
  await request(stage.browser, 'change-settings', { of: 'person', settings })
})
afterAll(async () => {
  await stage.close()
  folder.remove()
})

const shoot = (page: PageUnderTest, caption: string): Promise<Shot> =>
  shootBoth(stage, folder.path, page, caption)

const actions: Published['actions'] = [
  { type: 'view', label: 'Open the log', url: 'https://ci.example.org/42' },
  { type: 'http', label: 'Run again', url: 'https://ci.example.org/42/run', method: 'POST' },
  { type: 'copy', label: 'Copy commit', value: '4f2a9c1' },
]
const reply = 'Message #general'

test('cards', async () => {
  const { browser, jonas } = stage
  const site = await serve(blank)
  const page = await browser.openPage(site.url)
  await page.bringToFront()
  await focusWindow(browser)
  const shots: Shot[] = []
  const publish = (body: Omit<Published, 'priority'>) => jonas.publish('general', { priority: 4, ...body })
  const done = async (): Promise<void> => {
    await request(browser, 'seen', { room: 'general', seq: jonas.entries('general').at(-1)?.seq })
    await toastIsGone(page)
    // More than 3 in 10 s would be one counted card.
    await new Promise((resolve) => setTimeout(resolve, 3_500))
  }
  async function card(caption: string, height: number, body: Omit<Published, 'priority'>): Promise<void> {
    await page.setSize(392, height)
    await publish(body)
    await readToast(page, body.text.slice(0, 12))
    shots.push(await shoot(page, caption))
    await done()
  }
  await card('A message that mentions you', 168, { text: '@Mina can you look at the invoice before noon?' })
  await card('A long one', 204, {
    text: 'The migration ran for eleven minutes on the copy, most of it in the index of the log. I would rather do it at night, with the server stopped, than keep everybody waiting for an hour in the middle of the day. What do you think?',
  })
  await card('Right to left', 204, {
    text: 'صباح الخير، الاجتماع اليوم في الساعة العاشرة في القاعة الكبيرة. هل يمكنك إحضار الأرقام الجديدة؟',
  })
  await card('Korean', 164, {
    text: '@Mina님, 회의는 열 시에 큰 회의실에서 시작합니다. 새 숫자를 가져와 주실 수 있을까요?',
  })
  await card('With buttons of its own', 164, {
    text: 'Two tests failed: a port was taken.',
    title: 'Nightly build 42',
    actions,
  })

  await page.setSize(392, 200)
  await publish({ text: 'Shall I order lunch for everybody?' })
  const answered = await readToast(page, 'Shall I order')
  await answered.click('button', 'Reply')
  await answered.type('textbox', reply, 'Yes please, noodles for me. 고마워요!')
  shots.push(await shoot(page, 'Answering'))
  await answered.pressOn('textbox', reply, ['Enter'])
  await page.setSize(392, 116)
  shots.push(await shoot(page, 'Sent, and it can be undone'))
  await done()

  await page.setSize(392, 320)
  await jonas.publish('general', {
    text: 'The shop answers nobody. Who has it?',
    title: 'Shop is down',
    priority: 5,
  })
  for (const text of ['Checkout is slow', 'Search too', 'And the start page', 'Graphs are all red'])
    await publish({ text })
  await readToast(page, '4 new messages')
  shots.push(await shoot(page, 'Much at once: counted, below what is urgent'))
  await request(browser, 'set-device', { ...device, hideText: true })
  await page.setSize(392, 232)
  shots.push(await shoot(page, 'With hidden text'))
  await writeSheet(stage, 'cards', shots)
  await page.close()
  site.close()
})

test('popup and options', async () => {
  const { browser } = stage
  await request(browser, 'set-device', device)
  const popup = await browser.openExtensionPage('popup/index.html')
  await popup.setSize(380, 560)
  await showsMessage(popup, 'Graphs are all red')
  const shots = [await shoot(popup, 'Popup')]
  await popup.close()
  const options = await browser.openExtensionPage('options/index.html')
  await options.setSize(600, 560)
  const toAlerts = () => document.querySelector('#part-alerts')?.scrollIntoView()
  await options.evaluate(toAlerts, undefined)
  shots.push(await shoot(options, 'Options'))
  await options.setSize(340, 560)
  await options.evaluate(toAlerts, undefined)
  shots.push(await shoot(options, 'Options in a narrow window'))
  await options.setSize(960, 560)
  await options.evaluate(() => document.querySelector('#part-shortcuts')?.scrollIntoView(), undefined)
  shots.push(await shoot(options, 'Options in a wide window'))
  await options.close()
  await writeSheet(stage, 'popup-and-options', shots)
})
