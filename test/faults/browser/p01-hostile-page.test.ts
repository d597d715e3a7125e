import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { focusWindow, setSettings } from '../../support/browser/extension-api.ts'
import { startStage } from '../../support/browser/stage.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { everythingReadable, forgeInPage, patchPrototypes } from './hostile/attacks-of-a-page.ts'
import { forgedMessages } from './hostile/forged-messages.ts'
import { minaNow, sayFromInjectedScript, tokenOf } from './hostile/mina-now.ts'

const kinds = ['plain', 'strict'] as const
type Size = { pages: readonly (typeof kinds)[number][] }

const secret = 'Rendezvous'

async function attack(run: Run<Size>, name: BrowserName, build?: string): Promise<Outcome> {
  const extension = build === undefined ? {} : { extension: build }
  const stage = await startStage(name, { permissions: 'granted', ...extension })
  run.onEnd(() => stage.close())
  const { browser, jonas, site } = stage
  await setSettings(browser, { urgent: true })
  const token = await tokenOf(browser)
  let effects = 0
  let answers = 0
  let found = 0
  let said = 0
  for (const kind of run.size.pages) {
    const page = await browser.openPage(site.url(kind))
    await page.bringToFront()
    await focusWindow(browser)
    await page.evaluate(patchPrototypes, undefined)
    const action = {
      type: 'http',
      label: 'Restart',
      url: `${stage.server.url}/health`,
      method: 'POST',
    } as const
    const entry = await jonas.publish('general', { text: secret, priority: 5, actions: [action] })
    await shownToast(page, secret)
    const key = `${jonas.channel.room('general')?.saved().logId}:${entry.seq}`
    const messages = forgedMessages(key)
    const before = await minaNow(browser)
    const entries = jonas.entries('general').length

    await page.evaluate(forgeInPage, messages)
    answers += (await sayFromInjectedScript(browser, messages)).length
    said += messages.length
    const readable = await page.evaluate(everythingReadable, undefined)
    for (const word of [token, secret, 'an open shadow root']) if (readable.includes(word)) found += 1
    if ((await minaNow(browser)) !== before) effects += 1
    if (jonas.entries('general').length !== entries) effects += 1
    await page.close()
  }
  return {
    runs: run.size.pages.length,
    sends: said,
    violations: [],
    figures: [
      { what: 'effects of forged messages and events', value: effects, limit: 0, unit: 'effects' },
      { what: 'answers to the injected script’s world', value: answers, limit: 0, unit: 'answers' },
      { what: 'token, text or root found by the page', value: found, limit: 0, unit: 'finds' },
    ],
  }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'P1',
    fault: `a hostile page forges every message and event and patches what it shares, in ${name}`,
    sizes: { fast: { pages: ['plain'] }, full: { pages: kinds } },
    timeout: 90_000,
    run: (run) => attack(run, name),
    control: {
      without: 'the check of who sent a message',
      size: { pages: ['plain'] },
      takesLong: true,
      run: (run) => {
        const copy = extensionWithout(name, {
          find: 'if (!sender.url.startsWith(own)) return void 0;',
          put: '',
        })
        run.onEnd(copy.remove)
        return attack(run, name, copy.path)
      },
    },
  })
}
