import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { badgeText, grantedPermissions, installWarnings } from '../support/browser/extension-api.ts'
import { messages, showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each(browserNames)('chat in %s, with no permission granted', (name) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none' })
  })
  afterAll(() => stage.close())

  it('needs no more than what was installed', async () => {
    expect(await grantedPermissions(stage.browser)).toEqual({
      permissions: ['activeTab', 'alarms', 'scripting'],
      origins: [],
    })
  })

  // Firefox can be asked for no such list; there the permissions above are all that there is.
  if (name === 'chromium') {
    it('installs without a warning', async () => {
      expect(await installWarnings(stage.browser)).toEqual([])
    })
  }

  it('carries messages both ways, in order', async () => {
    const { browser, jonas } = stage
    const popup = await browser.openExtensionPage('popup/index.html')
    await popup.type('textbox', 'Message', 'Is anybody here?')
    await popup.press('Enter')
    await jonas.receive('general', 'Is anybody here?')
    await jonas.send('general', 'Yes, I am.')
    await showsMessage(popup, 'Yes, I am.')
    await popup.type('textbox', 'Message', 'Good.')
    await popup.click('button', 'Send')
    await jonas.receive('general', 'Good.')

    expect(jonas.texts('general')).toEqual(['Is anybody here?', 'Yes, I am.', 'Good.'])
    await waitFor(async () => !(await popup.text('log', messages)).includes('Waiting'), 'nothing waits')
    const shown = await popup.text('log', messages)
    expect(shown).toMatch(/Mina[^]*Is anybody here\?[^]*Jonas[^]*Yes, I am\.[^]*Mina[^]*Good\./)
    await popup.bringToFront()
    await waitFor(async () => (await badgeText(browser)) === '', 'what was answered is read')
    await popup.close()
  })

  it('counts what was not read, on badge and room, and clears both when it is read', async () => {
    const { browser, jonas } = stage
    await jonas.send('general', 'One for later')
    await jonas.send('general', 'Another')
    await waitFor(async () => (await badgeText(browser)) === '2', 'the badge says 2')

    const popup = await browser.openExtensionPage('popup/index.html')
    await showsMessage(popup, 'Another')
    expect(await popup.text('log', messages)).toMatch(/New[^]*One for later/)
    await popup.bringToFront()
    await waitFor(async () => (await badgeText(browser)) === '', 'the badge is empty')
    expect(await popup.has('button', 'general')).toBe(true)
    await popup.close()
  })
})
