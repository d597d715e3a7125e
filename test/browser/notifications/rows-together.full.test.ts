import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultDeviceSettings } from '../../../extension/bridge/device-settings.ts'
import { noAlert, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import { request } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { addSmallRoom, badgeSays, fillGeneral, readRooms } from '../../support/browser/rooms.ts'
import { connectionsNow } from '../../support/browser/server-metrics.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { joinAsNodeClient } from '../../support/channel/node-client.ts'
import { waitFor } from '../../support/wait-for.ts'

/** #general is large, the others are small. */
const rooms = ['general', 'ops', 'dev']

describe.each(browserNames)('what comes together or after an absence in %s', (name) => {
  let desk: Desk
  let page: PageUnderTest
  beforeAll(async () => {
    desk = await startDesk(name)
    await addSmallRoom(desk, 'ops')
    await addSmallRoom(desk, 'dev')
    await fillGeneral(desk)
    page = await desk.openInFront('plain')
  })
  afterAll(() => desk.close())

  /** The background ends, and begins again when all of this has happened. */
  async function whileAway(happens: () => Promise<void>): Promise<void> {
    const { browser, server } = desk
    const connections = await connectionsNow(server.url)
    await browser.stopBackground()
    await waitFor(async () => (await connectionsNow(server.url)) < connections, 'its connection is gone')
    await happens()
    await request(browser, 'reconnect', {})
  }

  it('row 21a: more than three quick messages of a room are one counted card', async () => {
    const { browser, jonas } = desk
    for (const text of ['one', 'two', 'three', 'four']) await jonas.publish('ops', { text })
    const toast = await shownToast(page, '4 new messages')
    expect(await toast.evaluate(() => document.querySelectorAll('article').length, undefined)).toBe(1)
    await showsExactly(browser, oneToast)
    await badgeSays(desk, '4')
    await readRooms(desk, rooms)
  })

  // The room before has used up three of the six cards of this minute.
  it('row 20: the seventh card of a minute is on the badge alone, but for priority 4', async () => {
    const { browser, jonas } = desk
    for (const text of ['@Mina four', '@Mina five', '@Mina six']) {
      await jonas.publish('general', { text })
      await shownToast(page, text)
    }
    await readRooms(desk, rooms)
    await jonas.publish('dev', { text: 'The seventh' })
    await badgeSays(desk, '1')
    await showsExactly(browser, noAlert)
    await jonas.publish('dev', { text: 'It cannot wait', priority: 4 })
    const toast = await shownToast(page, 'It cannot wait')
    expect(await toast.evaluate(() => document.body.innerText, undefined)).not.toContain('seventh')
    await showsExactly(browser, oneToast)
    await readRooms(desk, rooms)
  })

  it('rows 14 and 19: what was missed is one digest, which says how much', async () => {
    const { browser, jonas } = desk
    await whileAway(async () => {
      for (const text of ['one', 'two']) await jonas.publish('ops', { text })
      await jonas.publish('dev', { text: 'It cannot wait', priority: 4 })
      for (const text of ['@Mina?', '@room!', 'It calls nobody']) await jonas.publish('general', { text })
    })
    await shownToast(page, '5 messages in 3 rooms, 2 mention you')
    await showsExactly(browser, oneToast)
    await badgeSays(desk, '6')
    await readRooms(desk, rooms)
  })

  it('row 3: what another device has read meanwhile is nothing', async () => {
    const { browser, jonas, server } = desk
    const { stdout } = await server.cli(['invite', '--person', 'Mina'])
    const other = await joinAsNodeClient(/http\S+/.exec(stdout)?.[0] ?? '')
    await whileAway(async () => {
      const { seq } = await jonas.publish('ops', { text: 'Read elsewhere', priority: 4 })
      await other.receive('ops', 'Read elsewhere')
      await other.channel.seen('ops', seq)
      await waitFor(() => other.channel.room('ops')?.saved().seen === seq, 'it is read')
      await other.close()
      await jonas.publish('dev', { text: 'It counts alone', priority: 2 })
    })
    await badgeSays(desk, '1')
    await showsExactly(browser, noAlert)
    await readRooms(desk, rooms)
  })

  it('row 5: what somebody has taken meanwhile is on the badge', async () => {
    const { browser, jonas } = desk
    await whileAway(async () => {
      const { seq } = await jonas.publish('ops', { text: 'The house burned', priority: 4 })
      await jonas.claim('ops', seq)
    })
    await badgeSays(desk, '1')
    await showsExactly(browser, noAlert)
    await readRooms(desk, rooms)
  })

  it('row 7: what was told before the background ended is not told again', async () => {
    const { browser, jonas } = desk
    await jonas.publish('ops', { text: 'Told once', priority: 4 })
    const toast = await shownToast(page, 'Told once')
    await whileAway(async () => undefined)
    await showsExactly(browser, oneToast)
    expect(await toast.evaluate(() => document.body.innerText, undefined)).toContain('Told once')
    await badgeSays(desk, '1')
    await readRooms(desk, rooms)
  })

  it('row 15a: in presentation mode the frame holds no word of it', async () => {
    const { browser, jonas } = desk
    await request(browser, 'set-device', { ...defaultDeviceSettings, hideText: true })
    // In #ops there may have been more than three in 10 s, and then it would be a counted card.
    await jonas.publish('dev', { title: 'Salaries', text: 'Rendezvous at nine', priority: 4 })
    const toast = await shownToast(page, 'New message in #dev')
    const held = await toast.evaluate(() => new XMLSerializer().serializeToString(document), undefined)
    expect(held).not.toMatch(/Salaries|Rendezvous|nine|Jonas/)
    await showsExactly(browser, oneToast)
    await readRooms(desk, rooms)
    await request(browser, 'set-device', defaultDeviceSettings)
  })
})
