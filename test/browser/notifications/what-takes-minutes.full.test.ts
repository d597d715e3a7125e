import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REPEAT_EVERY_MS } from '../../../extension/background/notifier/state/phase-table.ts'
import { noAlert, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { focusWindow, setSettings } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { badgeSays, inviteToRooms, openRooms, readRooms } from '../../support/browser/rooms.ts'
import { startStage, type Stage } from '../../support/browser/stage.ts'
import { readToast, shownToast } from '../../support/browser/toast.ts'
import type { SpawnedServer } from '../../support/server/spawn-server.ts'

const rooms = ['general', 'ops', 'lab', 'dev']
/** A burst's digest is raised so long after its last card. */
const CALM_MS = 60_000

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe.each(browserNames)(
  'what takes minutes in %s',
  (name) => {
    let stage: Stage
    let page: PageUnderTest
    beforeAll(async () => {
      const small = rooms.slice(1)
      const invite = (server: SpawnedServer) => inviteToRooms(server, small)
      stage = await startStage(name, { permissions: 'granted', invite })
      await openRooms(stage, small)
      await setSettings(stage.browser, { urgent: true })
      page = await stage.browser.openPage(stage.site.url('plain'))
      await page.bringToFront()
      await focusWindow(stage.browser)
    })
    afterAll(() => stage.close())

    it('raises one digest, a minute later, for what came after the last card of a minute', async () => {
      const { browser, jonas } = stage
      for (const text of ['one', 'two', 'three']) {
        await jonas.publish('ops', { text: `ops ${text}` })
        await jonas.publish('lab', { text: `lab ${text}` })
      }
      const last = Date.now()
      await shownToast(page, 'lab three')
      await readRooms(stage, rooms)
      await jonas.publish('dev', { text: 'The seventh' })
      await jonas.publish('dev', { text: '@Mina the eighth' })
      await badgeSays(stage, '2')
      await wait(CALM_MS - 5_000 - (Date.now() - last))
      await showsExactly(browser, noAlert)
      await wait(CALM_MS - (Date.now() - last))
      await shownToast(page, '2 new messages in #dev, 1 mentions you')
      await showsExactly(browser, oneToast)
      await readRooms(stage, rooms)
    })

    it('comes back five minutes after "Later", until it is acknowledged', async () => {
      const { browser, jonas } = stage
      await jonas.publish('ops', { text: 'The disk is full', priority: 5 })
      const toast = await readToast(page, 'The disk is full')
      const alertedAt = Date.now()
      await toast.click('button', 'Later')
      await showsExactly(browser, noAlert)
      await wait(REPEAT_EVERY_MS - 10_000 - (Date.now() - alertedAt))
      await showsExactly(browser, noAlert)
      await wait(REPEAT_EVERY_MS - (Date.now() - alertedAt))
      await shownToast(page, 'The disk is full')
      expect(Date.now() - alertedAt).toBeLessThan(REPEAT_EVERY_MS + 5_000)
      await showsExactly(browser, oneToast)
      await readRooms(stage, rooms)
    })
  },
  420_000,
)
