import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, test } from 'vitest'
import { defaultPersonSettings } from '../../protocol/notification-settings.ts'
import { defaultDeviceSettings } from '../../extension/shared/device-settings.ts'
import { focusWindow, request } from '../support/browser/extension-api.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { readToast, toastIsGone } from '../support/browser/toast.ts'
import { serve } from './serve.ts'
import type { Published } from '../support/channel/node-client.ts'

/** The pictures of docs/notifications.md: cards, popup and options, each in light and dark. */
const target = (name: string): string =>
  fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url))

const blank = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Blank</title>
<style>:root{color-scheme:light dark;background:light-dark(#e9eceb,#0d1010)}</style></html>`

interface Shot {
  caption: string
  light: string
  dark: string
}

const sheet = (shots: readonly Shot[]): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Sheet</title><style>body{margin:0;padding:20px;width:max-content;background:#fff;font:13px/18px sans-serif;color:#333}
figure{margin:0 0 16px;display:grid;grid-template-columns:auto auto;gap:6px 16px}figcaption{grid-column:1/-1}
figure:last-child{margin:0}figure{justify-content:start}img{display:block;border-radius:10px;box-shadow:0 0 0 1px #dde1e1}</style>
${shots
  .map(
    ({ caption, light, dark }) => `<figure><figcaption>${caption}</figcaption>
<img alt="" src="data:image/png;base64,${light}"><img alt="" src="data:image/png;base64,${dark}"></figure>`,
  )
  .join('')}</html>`

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

/** The same moment in both schemes. */
async function shoot(page: PageUnderTest, caption: string): Promise<Shot> {
  const taken: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await stage.browser.setColors(scheme)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250)), undefined)
    const path = join(folder.path, 'shot.png')
    await page.screenshot(path)
    taken.push(await readFile(path, 'base64'))
  }
  const [light = '', dark = ''] = taken
  return { caption, light, dark }
}

async function writeSheet(name: string, shots: readonly Shot[]): Promise<void> {
  const site = await serve(sheet(shots))
  const page = await stage.browser.openPage(site.url)
  await stage.browser.setColors('light')
  const [width, height] = await page.evaluate(() => {
    const { width, height } = document.body.getBoundingClientRect()
    return [Math.ceil(width), Math.ceil(height)] as const
  }, undefined)
  await page.setSize(width, height)
  await page.screenshot(target(name))
  await page.close()
  site.close()
}

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
  await card('A message that calls you', 168, { text: '@Mina can you look at the invoice before noon?' })
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
  await writeSheet('cards', shots)
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
  await options.evaluate(() => document.querySelectorAll('.card')[3]?.scrollIntoView(), undefined)
  shots.push(await shoot(options, 'Options'))
  await options.close()
  await writeSheet('popup-and-options', shots)
})
