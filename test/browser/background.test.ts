import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { badgeText } from '../support/browser/extension-api.ts'
import { messages, showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { connectionsSoFar, connectionsNow } from '../support/browser/server-metrics.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each(browserNames)('background in %s', (name) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none' })
  })
  afterAll(() => stage.close())

  it('holds one connection, however many tabs are open', async () => {
    const { browser, server, site, jonas } = stage
    const before = await connectionsSoFar(server.url)
    const tabs = [await browser.openExtensionPage('popup/index.html')]
    for (let count = 1; count < 30; count += 1) tabs.push(await browser.openPage(site.url('plain')))
    await jonas.send('general', 'To thirty tabs')
    await waitFor(async () => (await badgeText(browser)) === '1', 'the message has arrived')

    // Jonas has one too.
    expect(await connectionsNow(server.url)).toBe(2)
    expect(await connectionsSoFar(server.url)).toBe(before)
    for (const tab of tabs) await tab.close()
  })

  it('gets what was sent while it was stopped, once and in order', async () => {
    const { browser, server, jonas } = stage
    const before = await connectionsSoFar(server.url)
    await browser.stopBackground()
    await waitFor(async () => (await connectionsNow(server.url)) === 1, 'its connection is gone')
    for (const text of ['While away 1', 'While away 2', 'While away 3']) await jonas.send('general', text)

    const popup = await browser.openExtensionPage('popup/index.html')
    await showsMessage(popup, 'While away 3')
    const shown = await popup.text('log', messages)
    expect(shown.match(/While away \d/g)).toEqual(['While away 1', 'While away 2', 'While away 3'])
    expect(await connectionsSoFar(server.url)).toBe(before + 1)
    await popup.close()
  })

  it('sends what was queued when it was stopped, once', async () => {
    const { browser, jonas } = stage
    const popup = await browser.openExtensionPage('popup/index.html')
    await popup.type('textbox', 'Message', 'Stopped right after')
    await popup.press('Enter')
    await waitFor(async () => (await popup.text('log', messages)).includes('Stopped right after'), 'it shows')
    await browser.stopBackground()
    await popup.close()
    const again = await browser.openExtensionPage('popup/index.html')
    await jonas.receive('general', 'Stopped right after')
    await waitFor(async () => !(await again.text('log', messages)).includes('Waiting'), 'nothing waits')
    expect((await again.text('log', messages)).match(/Stopped right after/g)).toHaveLength(1)
    expect(jonas.texts('general').filter((text) => text === 'Stopped right after')).toHaveLength(1)
    await again.close()
  })
})
