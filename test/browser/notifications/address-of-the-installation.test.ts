import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from 'webextension-polyfill'
import type { Action } from '../../../protocol/action.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import { startStage, type Stage } from '../../support/browser/stage.ts'
import { readToast } from '../../support/browser/toast.ts'
import { startServerFront, type ServerFront } from '../../support/server/server-front.ts'
import { waitFor } from '../../support/wait-for.ts'
import { everythingReadable } from '../../faults/browser/hostile/attacks-of-a-page.ts'

declare const chrome: Browser

type Http = Extract<Action, { type: 'http' }>

describe.each(browserNames)('the address of the installation, in %s', (name) => {
  let stage: Stage
  let front: ServerFront
  /** What each address of the extension holds: in Firefox it is made up for each installation. */
  let address: string
  beforeAll(async () => {
    stage = await startStage(name, {
      permissions: 'granted',
      invite: async (server) => {
        front = await startServerFront(server.port)
        return front.through(server.invite)
      },
    })
    address = await stage.browser.inExtension(() => new URL(chrome.runtime.getURL('')).host, undefined)
  })
  afterAll(async () => {
    await stage.close()
    front.close()
  })
  beforeEach(() => void front.heard.splice(0))

  /** Publishes a message with this button, and presses it as a page of ours does. */
  async function press(action: Action): Promise<unknown> {
    const { seq } = await stage.jonas.publish('general', {
      text: action.label,
      priority: 2,
      actions: [action],
    })
    const there = () => request<{ ok: boolean }>(stage.browser, 'message', { room: 'general', seq })
    await waitFor(async () => (await there()).ok, 'the message has come')
    return request(stage.browser, 'run-action', { room: 'general', seq, index: 0 })
  }
  const http = (method: Http['method'], url = front.button): Http => ({
    type: 'http',
    label: method,
    url,
    method,
    ...(method === 'GET' ? {} : { body: 'on' }),
  })
  const heardAddress = (): number => front.heard.filter(({ raw }) => raw.includes(address)).length

  it('is not to be found in a page that shows a card', async () => {
    const page = await stage.browser.openPage(stage.site.url('plain'))
    await page.bringToFront()
    await focusWindow(stage.browser)
    await stage.jonas.publish('general', { text: 'Rendezvous', priority: 4 })
    const toast = await readToast(page, 'Rendezvous')
    const shown = await toast.evaluate(() => location.href, undefined)
    const recorded = await page.evaluate(() => JSON.stringify(window.recorded()), undefined)
    const readable = recorded + (await page.evaluate(everythingReadable, undefined))
    expect(readable).not.toContain('-extension:')
    expect(readable).not.toContain(new URL(shown).host)
    await page.close()
  })

  it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('is not in a %s that a button sends', async (method) => {
    expect(await press(http(method))).toEqual({ ok: true, value: { status: 204 } })
    expect(front.heard.map((one) => one.method)).toEqual([method])
    const { origin, referer, cookie } = front.heard[0]?.headers ?? {}
    expect([referer, cookie]).toEqual([undefined, undefined])
    // Chromium's is the id that all have from the same place: it says which extension asks, and not whose.
    if (name === 'chromium')
      expect(origin).toBe(method === 'GET' ? undefined : `chrome-extension://${address}`)
    else expect([origin, heardAddress()]).toEqual([method === 'GET' ? undefined : 'null', 0])
  })

  it('goes nowhere with a redirect: it is not followed', async () => {
    expect(await press(http('POST', front.elsewhere))).toMatchObject({ ok: false })
    expect(front.heard.map(({ path }) => path)).toEqual(['/elsewhere'])
  })

  if (name === 'firefox') {
    it('is not sent without site access either: nothing is', async () => {
      await stage.browser.setSiteAccess(false)
      expect(await press(http('POST'))).toMatchObject({ error: { reason: { kind: 'no-access' } } })
      expect(front.heard).toEqual([])
      await stage.browser.setSiteAccess(true)
    })
  }

  // Last: its tab stays in front.
  it('is not in a page that a button opens', async () => {
    await press({ type: 'view', label: 'Open', url: `${front.button}/page` })
    await waitFor(() => Promise.resolve(front.heard.length > 0), 'the page is asked for')
    expect(front.heard[0]?.raw).not.toContain('extension')
  })
})
