import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'

describe.each(browserNames)('typing in %s', (name) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none' })
  })
  afterAll(() => stage.close())

  it('sends composed Korean whole, with the Enter that ends its last syllable', async () => {
    const { browser, jonas } = stage
    const popup = await browser.openExtensionPage('popup/index.html')
    await popup.bringToFront()
    await popup.click('textbox', 'Message')
    await popup.compose(['ㅇ', '아', '안'])
    await popup.compose(['ㄴ', '녀', '녕'], true)
    expect(await popup.text('textbox', 'Message')).toBe('안녕')
    await popup.press('Enter')
    await showsMessage(popup, '안녕')
    await jonas.receive('general', '안녕')
    expect(jonas.texts('general')).toEqual(['안녕'])
    expect(await popup.text('textbox', 'Message')).toBe('')
    await popup.close()
  })

  it('keeps a draft when the popup closes', async () => {
    const { browser, jonas } = stage
    const popup = await browser.openExtensionPage('popup/index.html')
    await popup.type('textbox', 'Message', 'Half a thou')
    await popup.close()

    const again = await browser.openExtensionPage('popup/index.html')
    expect(await again.text('textbox', 'Message')).toBe('Half a thou')
    await again.type('textbox', 'Message', 'ght')
    await again.press('Enter')
    await jonas.receive('general', 'Half a thought')
    await again.close()
  })
})
