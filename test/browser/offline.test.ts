import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { messages, showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { spawnServer } from '../support/server/spawn-server.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each(browserNames)('without its server, %s', (name) => {
  const folder = temporaryFolder('offline')
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none', dataDir: folder.path })
  })
  afterAll(async () => {
    await stage.close()
    folder.remove()
  })

  it('shows what it has, says so, keeps what is written, and sends it when the server is back', async () => {
    const { browser, server, jonas } = stage
    await jonas.send('general', 'Before the lights went out')
    await browser.openExtensionPage('popup/index.html').then(async (popup) => {
      await showsMessage(popup, 'lights went out')
      await popup.close()
    })
    await server.stop()
    await browser.stopBackground()

    const popup = await browser.openExtensionPage('popup/index.html')
    await showsMessage(popup, 'lights went out')
    const words = (): Promise<string> => popup.evaluate(() => document.body.innerText, undefined)
    await waitFor(async () => /Offline since \d\d:\d\d/.test(await words()), 'it says that it is offline')
    expect(await words()).toContain('What you send waits here.')
    expect(await popup.has('button', 'Open in a tab')).toBe(true)
    for (const text of ['Written in the dark', 'And one more']) {
      await popup.type('textbox', 'Message', text)
      await popup.press('Enter')
      await showsMessage(popup, text)
    }
    expect(await popup.text('log', messages)).toContain('Waiting')
    await popup.close()
    await browser.stopBackground()

    const back = await spawnServer({ dataDir: folder.path, env: { PORT: String(server.port) } })
    try {
      const again = await browser.openExtensionPage('popup/index.html')
      await jonas.receive('general', 'And one more')
      expect(jonas.texts('general').slice(-2)).toEqual(['Written in the dark', 'And one more'])
      await waitFor(async () => !(await again.text('log', messages)).includes('Waiting'), 'nothing waits')
      await waitFor(
        async () => !(await again.evaluate(() => document.body.innerText, undefined)).includes('Offline'),
        'online',
      )
      await again.close()
    } finally {
      await back.stop()
    }
  })
})
